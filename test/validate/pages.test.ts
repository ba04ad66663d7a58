import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rules } from '../../src/config/rules';
import { rulePage } from '../../src/messages/rulePages';
import { ruleExamples } from '../../src/report/generated/ruleExamples';
import { widthOf } from '../../src/report/width';
import { codes } from './cases';

const project = join(__dirname, '..', '..');

interface Ran {
  readonly status: number | null;
  readonly said: string;
}

function generator(...args: readonly string[]): Ran {
  const { status, stderr } = spawnSync(process.execPath, [join(project, 'scripts', 'rulePages.mjs'), ...args], { encoding: 'utf8' });
  return { status, said: stderr };
}

describe.each(codes)('the page of %s', (code) => {
  const { title, why } = rulePage(code);

  it('says what is wrong in at most ten words', () => {
    expect(title.en.split(' ').length).toBeLessThanOrEqual(10);
    expect(widthOf(title.zh)).toBeLessThanOrEqual(48);
    for (const text of Object.values(title)) expect(text).not.toMatch(/[.。]$/);
  });

  it('says why in two to five sentences, in both languages', () => {
    for (const text of [why.en, why.zh]) {
      const sentences = text.split(/(?<=[.。])(?=\s|$|[^\s\w'"“”）])/u).filter((sentence) => sentence.trim() !== '');
      expect(sentences.length).toBeGreaterThanOrEqual(2);
      expect(sentences.length).toBeLessThanOrEqual(6);
    }
    expect(why.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(why.en).not.toMatch(/[\u4e00-\u9fff]/);
    // A rule that is cited in one language is cited in the other.
    const cited = (text: string): string[] => [...new Set(text.match(/\b[SL]\d+/g))].sort();
    expect(cited(why.zh)).toEqual(cited(why.en));
  });

  it('shows what is reported, and what is not', () => {
    const { fails, passes } = ruleExamples[code];
    expect(fails.length).toBeGreaterThan(0);
    expect(passes.length).toBeGreaterThan(0);
    expect(passes).not.toEqual(fails.map((file) => ({ ...file, lines: [] })));
    for (const { text, lines } of fails) for (const line of lines) expect(text.split('\n')[line - 1]).toBeDefined();
    // These are about a file beside the service: a message that it includes, its baseline.
    if (code !== 'SCF117' && code !== 'SCF507') expect(fails.flatMap(({ lines }) => lines)).not.toEqual([]);
  });
});

it('are those of the rules that there are', () => {
  expect(Object.keys(ruleExamples).sort()).toEqual(Object.keys(rules).sort());
});

describe('the generator', () => {
  const copy = mkdtempSync(join(tmpdir(), 'rule-pages-'));
  afterAll(() => rmSync(copy, { recursive: true }));

  beforeAll(() => {
    for (const part of ['src/config/rules.ts', 'src/messages', 'src/report/generated', 'fixtures/validate', 'docs/rules']) {
      cpSync(join(project, part), join(copy, part), { recursive: true });
    }
  });

  it('finds everything up to date', () => {
    expect(generator('--check', copy)).toEqual({ status: 0, said: '' });
  });

  it('names what is stale or left over, and makes it anew', () => {
    const page = join(copy, 'docs', 'rules', 'SCF202.md');
    const before = readFileSync(page, 'utf8');
    appendFileSync(join(copy, 'fixtures', 'validate', 'SCF202', 'passes', 'serverless.yml'), '# changed\n');
    writeFileSync(join(copy, 'docs', 'rules', 'SCF999.md'), 'gone');
    const { status, said } = generator('--check', copy);
    expect(status).toBe(1);
    expect(said.trim().split('\n')).toEqual([
      'src/report/generated/ruleExamples.ts is stale; run "node scripts/rulePages.mjs"',
      'docs/rules/SCF202.md is stale; run "node scripts/rulePages.mjs"',
      'docs/rules/SCF202.zh-CN.md is stale; run "node scripts/rulePages.mjs"',
      'docs/rules/SCF999.md belongs to no rule',
    ]);
    expect(readFileSync(page, 'utf8')).toBe(before);
    expect(generator(copy)).toEqual({ status: 0, said: '' });
    expect(readFileSync(page, 'utf8')).toContain('# changed');
    expect(existsSync(join(copy, 'docs', 'rules', 'SCF999.md'))).toBe(false);
    expect(generator('--check', copy).status).toBe(0);
  });
});
