import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { customNames, functionNames, providerNames } from '../../src/config/generated/names';

interface Option {
  readonly type?: string | readonly string[];
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Option>>;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly description?: string;
  readonly 'x-zh'?: string;
  readonly 'x-local'?: string;
  readonly 'x-unit'?: string;
}

interface Schema {
  readonly properties: Readonly<Record<string, Option>>;
  readonly definitions?: Readonly<Record<string, Option>>;
}

function read(name: string): Schema {
  return JSON.parse(readFileSync(join(__dirname, '..', '..', 'schema', `${name}.json`), 'utf8')) as Schema;
}

const definitions = read('function').definitions ?? {};

const options = ['provider', 'function', 'custom']
  .flatMap((room) =>
    Object.entries(read(room).properties).map(([name, option]) => {
      const shared = option.$ref === undefined ? option : definitions[option.$ref.replace(/.*\//, '')];
      return described(`${room}.${name}`, shared ?? {});
    }),
  )
  .flat();

/** An option, and those inside it that describe themselves. */
function described(name: string, option: Option): { readonly name: string; readonly option: Option }[] {
  const inner = Object.entries(option.properties ?? {}).filter(([, one]) => one.description !== undefined);
  return [{ name, option }, ...inner.flatMap(([key, one]) => described(`${name}.${key}`, one))];
}

it.each(options)('$name says what it is, in both languages, and what becomes of it locally', ({ option }) => {
  expect(option.description).toMatch(/\.$/);
  expect(option['x-zh']).toMatch(/[\u4e00-\u9fff].*。$/);
  expect(['applied', 'checked', 'later']).toContain(option['x-local']);
  const counts = option.enum === undefined && [option.type].flat().some((type) => type === 'integer' || type === 'number');
  expect(!counts || typeof option['x-unit'] === 'string').toBe(true);
});

it('gives out the names of all options', () => {
  const names = (room: string): string[] => Object.keys(read(room).properties);
  expect([...providerNames]).toEqual(names('provider'));
  expect([...functionNames]).toEqual(names('function'));
  expect([...customNames]).toEqual(names('custom'));
});

const strict = (): Ajv =>
  new Ajv({ allowUnionTypes: true, strictRequired: false, keywords: ['x-unit', 'x-zh', 'x-local', 'x-rule', 'x-code', 'x-values'] });

it.each(['record', 'summary', 'diagnostic'])('%s.json is a schema', (name) => {
  expect(() => strict().compile(read(name))).not.toThrow();
});

const record = {
  row: 0,
  requestId: '7e3a',
  function: 'hello',
  qualifier: '$LATEST',
  type: 'sync',
  arrivedMs: 0,
  status: 432,
  state: 'REFUSED',
  attempts: [{ instance: 1, cold: true, startedMs: 1.5, endedMs: 2, status: 200 }],
  endedMs: 3,
};

it.each([
  { change: {}, fits: true },
  { change: { cause: { limit: 'pool', function: 'hello', quotaMB: 128_000 } }, fits: true },
  { change: { state: 'QUEUED' }, fits: false },
  { change: { attempts: [{ instance: 0, cold: true, startedMs: 1, endedMs: 2, status: 200 }] }, fits: false },
  { change: { extra: 1 }, fits: false },
])('a record with $change fits: $fits', ({ change, fits }) => {
  expect(strict().compile(read('record'))({ ...record, ...change })).toBe(fits);
});
