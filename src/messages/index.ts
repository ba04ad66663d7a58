import { cliTexts } from './cli';
import { invokeTexts } from './invoke';
import type { Lang } from './text';

export { describe, diagnosticTexts, type DiagnosticCode, type DiagnosticParams, type Words } from './diagnostics';
export { languageOf, text, type Lang, type Text } from './text';

/** Everything that is said to users, except diagnostics; each part is a file of its own. */
export const catalogue = { ...cliTexts, ...invokeTexts };

type Catalogue = typeof catalogue;

/** A message in the user's language; the parameters are those of its text. */
export function say<K extends keyof Catalogue>(lang: Lang, key: K, ...params: Parameters<Catalogue[K]['en']>): string {
  const said = catalogue[key][lang] as (...params: Parameters<Catalogue[K]['en']>) => string;
  return said(...params);
}
