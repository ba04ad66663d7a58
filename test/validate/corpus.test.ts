import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { validate } from '../../src/commands/validate';
import type { Lang } from '../../src/messages';
import { recorded } from '../commands/output';
import { cases, codes, corpus, readJson, type Case } from './cases';

/** The live account that `--cloud` of the case at hand finds. */
let mockLive: { readonly quotaMB: number; readonly claims: readonly never[]; readonly asyncRun: Readonly<Record<string, boolean>> } | undefined;

jest.mock('../../src/commands/lint/cloud', () => ({
  askCloudWith: () => async () => mockLive && { ...mockLive, asyncRun: new Map(Object.entries(mockLive.asyncRun)) },
}));

beforeAll(() => {
  // Schedules fire from now on, and messages say when.
  jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 0, 5));
});

const goldens = [
  { lang: 'en', file: 'expected.en.txt' },
  { lang: 'zh', file: 'expected.zh-CN.txt' },
] as const;

interface Found {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
}

async function run({ dir, args }: Case, lang: Lang, format: 'text' | 'json'): Promise<{ readonly code: number; readonly out: string }> {
  const output = recorded(lang);
  const option = (name: string): string | undefined => args[args.indexOf(name) + 1];
  const valued = args.includes('--baseline') ? { baseline: option('--baseline') } : {};
  const words = args.filter((arg) => !arg.startsWith('--') && arg !== valued.baseline);
  mockLive = readJson(dir, 'live.json') as typeof mockLive;
  const code = await validate({ dir, env: {}, words, format, cloud: args.includes('--cloud'), ...valued }, output);
  return { code, out: output.outs.join('\n') };
}

async function findings(one: Case): Promise<{ readonly code: number; readonly found: readonly Found[] }> {
  const { code, out } = await run(one, 'en', 'json');
  return { code, found: (JSON.parse(out) as { readonly diagnostics: readonly Found[] }).diagnostics };
}

const codesOf = (found: readonly Found[]): string[] => [...new Set(found.map(({ code }) => code))].sort();

it.each(codes)('holds services that fail and pass %s', (code) => {
  const ofCode = cases.filter((one) => one.code === code).map(({ name }) => basename(name));
  expect(ofCode).toEqual(expect.arrayContaining(['fails', 'passes']));
  expect(ofCode.filter((name) => !/^(fails|passes)(-\d+)?$/.test(name))).toEqual([]);
});

it('holds services of no rule but those that there are', () => {
  expect(readdirSync(corpus).filter((name) => !codes.some((code) => code === name))).toEqual(['corrected', 'mistakes']);
});

describe.each(cases.filter(({ fails }) => fails))('$name', (one) => {
  it('is reported by its code and no other', async () => {
    const { code, found } = await findings(one);
    expect(codesOf(found)).toEqual([one.code, ...one.also].sort());
    expect(code === 0).toBe(found.every(({ severity }) => severity !== 'error'));
  });

  it.each(goldens)('says what to do ($lang)', async ({ lang, file }) => {
    const path = join(one.dir, file);
    const { out } = await run(one, lang, 'text');
    if (process.env['UPDATE'] === '1') writeFileSync(path, `${out}\n`);
    expect(out).not.toMatch(/undefined|NaN|\[object|\n\s+at /);
    expect(`${out}\n`).toBe(existsSync(path) ? readFileSync(path, 'utf8') : '');
  });
});

describe.each(cases.filter(({ fails }) => !fails))('$name', (one) => {
  it('is in order', async () => {
    const { code, found } = await findings(one);
    expect({ code, codes: codesOf(found) }).toEqual({ code: 0, codes: [...one.also] });
  });
});
