import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiTexts } from '../../src/messages/api';
import type { Lang, Text } from '../../src/messages/text';
import { assertBothLanguages } from '../api/bothLanguages';

const api = join(__dirname, '..', '..', 'src', 'api');
const files = readdirSync(api, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

/** By its type an error of the API has both languages. This sees to it that they stand in the catalogue, where the other texts are. */
it.each(files)('api/%s takes what it says from the catalogue', (file) => {
  const source = readFileSync(join(api, file), 'utf8');
  expect(source).not.toMatch(/\bzh['"]?:|\p{Script=Han}/u);
  expect(source).not.toMatch(/\bmessage: ['"`]|\bc(ontext)?\.text\(['"`](?!\$)/);
  // No way around the type.
  expect(source).not.toMatch(/\bas (unknown as )?Said\b/);
});

/** Stands for any value of that name, a list too: wherever a text puts it, the text names it. */
function anything(name: string): unknown {
  return Object.assign(new String(`"${name}"`), { join: () => `"${name}"` });
}

/** Every parameter that a text may ask for, but for those that are not there. */
function paramsWithout(absent?: string): object {
  return new Proxy({ name: anything('name') }, { get: (_, name) => (name === absent ? undefined : anything(String(name))) });
}

const wanted = { instances: 2, name: '"f"', version: '3', memoryMB: 128 };

/** These look their words up, compute, or let another text speak. */
const special: Readonly<Record<string, readonly object[]>> = {
  'code.archive': [{ why: (lang: Lang) => (lang === 'en' ? 'oh' : '哦') }],
  'code.elsewhere': [...(['bucket', 'template', 'repository'] as const).map((place) => ({ place })), { place: undefined, source: '"Elsewhere"' }],
  'params.range': [
    { name: 'a', min: 1, max: 2, value: 3 },
    { name: 'a', min: 1, max: Infinity, value: 0 },
    { name: 'a', min: -Infinity, max: 2, value: 3 },
  ],
  'refusal.aboveReserved': [{ ...wanted, reservedMB: 4, fit: 5 }],
  'refusal.aboveAvailable': [{ ...wanted, mostMB: 4, accountMB: 5, floorMB: 6, allocatedMB: 7 }],
  'refusal.aboveAccount': [{ ...wanted, accountMB: 4 }],
  'provisioned.actionCron': [{ cron: '* *', field: 'weekday', part: '9' }],
  'provisioned.actionsTwice': [{ what: 'name' }, { what: 'time' }],
  'triggers.cron': [{ cron: '* *', field: 'year', part: '9' }],
};

describe('a text of the API', () => {
  const texts = Object.entries<Text<never>>(apiTexts);

  it.each(texts)('%s names in either language what it names in the other', (key, { en, zh }) => {
    for (const params of special[key] ?? [paramsWithout()]) assertBothLanguages({ en: en(params as never), zh: zh(params as never) });
  });

  // Its parameters that need not be known, by its own words.
  const optional = texts.flatMap(([key, { en, zh }]) =>
    [...en.toString().matchAll(/(\w+) (?:=== undefined|!== undefined|\?\?|= ')/g)].map(([, name = '']) => ({ key, name, en, zh })),
  );

  it.each(optional)('$key does so without $name, too', ({ name, en, zh }) => {
    const params = paramsWithout(name) as never;
    assertBothLanguages({ en: en(params), zh: zh(params) });
  });
});
