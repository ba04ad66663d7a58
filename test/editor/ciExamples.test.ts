import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { run } from '../../src/bin/run';

const root = join(__dirname, '..', '..');
const read = (...path: string[]): string => readFileSync(join(root, 'examples', 'ci', ...path), 'utf8');

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string; readonly with?: Readonly<Record<string, string>> }[] }>>;
}

interface Pipeline {
  readonly scf: { readonly script: readonly string[]; readonly artifacts: { readonly reports: Readonly<Record<string, string>> } };
}

const workflow = parse(read('github', '.github', 'workflows', 'scf.yml')) as Workflow;
const pipeline = parse(read('gitlab', '.gitlab-ci.yml')) as Pipeline;
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

/** Words of each of our commands in some lines of a script. */
function commandsIn(lines: readonly string[]): string[][] {
  return lines.flatMap((line) => {
    const [, command] = /npx serverless-scf (.*?)(?: \|\||\s+#|$)/.exec(line) ?? [];
    return command === undefined ? [] : [command.split(/\s+/).map((word) => word.replace(/^'(.*)'$/, '$1'))];
  });
}

const scripts = [
  ...commandsIn(steps.map((step) => step.run ?? '')),
  ...commandsIn(pipeline.scf.script),
  ...commandsIn(read('README.md').split('\n')),
  ...commandsIn(read('README.zh-CN.md').split('\n')),
];

const dir = mkdtempSync(join(tmpdir(), 'serverless-scf-ci-'));

beforeAll(() => {
  cpSync(join(root, 'fixtures', 'validate', 'mistakes'), join(dir, 'service'), { recursive: true });
});

afterAll(() => {
  rmSync(dir, { recursive: true });
});

it('has commands of ours in each of the examples', () => {
  expect(scripts).toHaveLength(8);
});

// In the order in which they stand there: a baseline is written before it is used.
it.each(scripts.map((words) => ({ words, line: words.join(' ') })))('serverless-scf $line works as it stands there', async ({ words }) => {
  const said: string[] = [];
  const process = { cwd: () => dir, env: {}, argv: [] } as unknown as NodeJS.Process;
  const output = { out: (text: string) => void said.push(text), err: () => undefined, colour: false, lang: 'en' as const };
  const status = await run(words, process, output);
  // The service has mistakes; those of the baseline do not count.
  expect(status).toBe(words.includes('--baseline') ? 0 : 1);
  const file = words[words.indexOf('--output') + 1] ?? '';
  if (words.includes('--output')) expect(existsSync(join(dir, file))).toBe(true);
  else if (words.includes('github')) expect(said.join('\n')).toMatch(/^::error file=service\/serverless\.yml,/);
});

it('hands on the very files that are written', () => {
  const written = scripts.flatMap((words) => (words.includes('--output') ? [words[words.indexOf('--output') + 1]] : []));
  const handedOn = [...steps.flatMap((step) => step.with?.['sarif_file'] ?? []), ...Object.values(pipeline.scf.artifacts.reports)];
  expect(handedOn.sort()).toEqual(written.sort());
});
