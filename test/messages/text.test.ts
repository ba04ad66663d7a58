import { languageOf } from '../../src/messages';

const chinese = 'zh_CN.UTF-8';
const english = 'en_US.UTF-8';

it.each([
  [{}, 'en'],
  [{ LANG: chinese }, 'zh'],
  [{ LANG: 'zh' }, 'zh'],
  [{ LANG: 'C' }, 'en'],
  [{ LC_MESSAGES: english, LANG: chinese }, 'en'],
  [{ LC_MESSAGES: chinese, LANG: english }, 'zh'],
  [{ LC_ALL: chinese, LC_MESSAGES: english, LANG: english }, 'zh'],
  [{ LC_ALL: '', LC_MESSAGES: '', LANG: chinese }, 'zh'],
  [{ LC_CTYPE: chinese, LANG: english }, 'en'],
  [{ SCF_LANG: 'en', LC_ALL: chinese }, 'en'],
  [{ SCF_LANG: 'zh', LC_ALL: english }, 'zh'],
  [{ SCF_LANG: '', LANG: chinese }, 'zh'],
])('%j speaks %s', (env, lang) => {
  expect(languageOf(env)).toBe(lang);
});
