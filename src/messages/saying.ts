import type { Lang, Said, Text } from './text';

/** Texts of one part of the catalogue. */
type Part = Readonly<Record<string, Text<never>>>;

/**
 * How one part of the catalogue is said, for commands that are to start fast: they load no other part.
 * @returns what `say` is for the whole catalogue
 */
export function sayer<T extends Part>(texts: T): <K extends keyof T>(lang: Lang, key: K, ...params: Parameters<T[K]['en']>) => string {
  return (lang, key, ...params) => (texts[key]?.[lang] as (...params: unknown[]) => string)(...params);
}

/**
 * How one part of the catalogue is said where it is not known yet who reads it.
 * @returns what says a text in every language
 */
export function speaker<T extends Part>(texts: T): <K extends keyof T>(key: K, ...params: Parameters<T[K]['en']>) => Said {
  const say = sayer(texts);
  return (key, ...params) => ({ en: say('en', key, ...params), zh: say('zh', key, ...params) });
}
