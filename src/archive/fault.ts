import type { Lang } from '../messages';
import { sayArchive } from '../messages/archive';

/** An archive that cannot be taken; the message says what is wrong with it. */
export class ZipFault extends Error {
  override readonly name = 'ZipFault';
  readonly say: (lang: Lang) => string;

  constructor(...[key, ...params]: ZipFaultDetail) {
    const say = (lang: Lang): string => (sayArchive as (lang: Lang, key: string, ...params: unknown[]) => string)(lang, key, ...params);
    super(say('en'));
    this.say = say;
  }
}

type Texts = typeof import('../messages/archive').archiveTexts;

/** A message's key with its parameters. */
type ZipFaultDetail = { [K in keyof Texts]: [key: K, ...params: Parameters<Texts[K]['en']>] }[keyof Texts];

/** A name from an archive as messages show it: it may be long, and hold anything. */
export function shownName(name: string): string {
  return JSON.stringify(name.slice(0, 100));
}
