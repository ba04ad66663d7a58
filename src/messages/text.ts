/** The languages that every message exists in. */
export type Lang = 'en' | 'zh';

/** One message in both languages; its parameters are checked where it is said. */
export interface Text<P> {
  readonly en: (params: P) => string;
  readonly zh: (params: P) => string;
}

/** What the API of the cloud calls the languages. @source scf-api.md §2: `X-TC-Language` */
export const apiLanguages = { en: 'en-US', zh: 'zh-CN' } as const satisfies Record<Lang, string>;

/** What is said, in every language: whoever tells it knows which one is read. */
export type Said = Readonly<Record<Lang, string>>;

/** Declares a message. Without parameters, `P` is `void`. */
export function text<P = void>(languages: Text<P>): Text<P> {
  return languages;
}

/**
 * The user's language: `SCF_LANG` decides, else the locale of messages, by `LC_ALL`, `LC_MESSAGES` or `LANG`;
 * English unless that says Chinese.
 * @param env  the process environment
 */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Lang {
  const named = [env['SCF_LANG'], env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== '');
  return named !== undefined && /^zh/i.test(named) ? 'zh' : 'en';
}
