import { languageOf, type Lang } from '../messages';
import type { InvocationRecord } from '../scf';

/** Records are plain data, and say nothing of the region that they come from. */
const languages = new WeakMap<InvocationRecord, Lang>();

let ownLang: Lang | undefined;

/** The language that this machine is set to. */
export function machineLang(): Lang {
  // It takes a millisecond to find out, and is asked for by every region.
  return (ownLang ??= languageOf({ LANG: Intl.DateTimeFormat().resolvedOptions().locale }));
}

/** The language that a test asks for, that of the machine unless there is such a one. */
export function langFor(options: { readonly lang?: Lang | undefined } | null | undefined): Lang {
  // A test in JavaScript may give nothing at all, and has to be told so in some language.
  const lang = options?.lang;
  return lang === 'en' || lang === 'zh' ? lang : machineLang();
}

/** A record is of a region of this language. */
export function remember(record: InvocationRecord, lang: Lang): void {
  languages.set(record, lang);
}

/** The language of the region that a record is of. */
export function langOf(record: InvocationRecord): Lang | undefined {
  return languages.get(record);
}
