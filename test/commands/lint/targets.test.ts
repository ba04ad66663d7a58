import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { targetsOf } from '../../../src/commands/lint/targets';

let cwd = '';
beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'scf-targets-')));
});
afterEach(() => rmSync(cwd, { recursive: true }));

function write(file: string, text = 'service: shop\n'): void {
  mkdirSync(dirname(join(cwd, file)), { recursive: true });
  writeFileSync(join(cwd, file), text);
}

async function found(words: readonly string[], config?: string): Promise<string[]> {
  const targets = await targetsOf(words, cwd, config, 'en');
  return targets.map(({ folder, config: file = '*', params }) => [folder, file, ...Object.entries(params).map((pair) => pair.join('='))].join(' '));
}

beforeEach(() => {
  write('serverless.yml');
  write('services/a/serverless.yml');
  write('services/b/serverless.yml');
  write('services/b/serverless.api.yml');
  write('services/node_modules/x/serverless.yml');
  write('services/shared/log.js');
  write('services/README.md');
  write('services/package.json', '{}');
  write('services/eslint.config.mjs');
});

it.each([
  { words: [], is: [' *'], why: 'the folder where it runs' },
  { words: ['.'], is: [' *'], why: 'the same by name' },
  { words: ['services/a'], is: ['services/a *'], why: 'a folder' },
  { words: ['services/b/serverless.api.yml'], is: ['services/b serverless.api.yml'], why: 'a file' },
  { words: ['services/*/serverless.yml'], is: ['services/a serverless.yml', 'services/b serverless.yml'], why: 'a pattern that no shell expanded' },
  { words: ['services/{a,b}'], is: ['services/a *', 'services/b *'], why: 'a pattern of folders' },
  { words: ['services/*'], is: ['services/a *', 'services/b *'], why: 'a pattern that matches more than services' },
  { words: ['services/b/*.yml'], is: ['services/b serverless.api.yml', 'services/b serverless.yml'], why: 'a pattern of files' },
  { words: ['ser*/a/'], is: ['services/a *'], why: 'a pattern with more behind it' },
  { words: ['services/a', 'services/a', './services/a/'], is: ['services/a *'], why: 'each once' },
  { words: ['services/a', 'services/a/serverless.yml'], is: ['services/a *'], why: 'a folder and its file once' },
  {
    words: ['services/**'],
    is: ['services/a *', 'services/b *', 'services/b serverless.api.yml'],
    why: 'all below, a folder and its file once, and no code or settings beside them',
  },
  { words: ['*/*.json'], is: ['services package.json'], why: 'files of a kind that the pattern names' },
])('takes $words for $is: $why', async ({ words, is }) => {
  expect(await found(words)).toEqual(is);
});

it.each([['../*'], ['../{a,b}'], ['../../services/*'], ['../../ser*/*'], ['../../*/{a,b}']])(
  'takes %s for the folder where it runs, too',
  async (pattern) => {
    const top = cwd;
    cwd = join(cwd, 'services/a');
    const here = await found([pattern]);
    cwd = join(top, 'services');
    const above = await found([join(top, 'ser*', '*')]);
    cwd = top;
    expect([here, above]).toEqual([
      [' *', '../b *'],
      ['a *', 'b *'],
    ]);
  },
);

it('takes --config for folders', async () => {
  expect(await found(['services/*'], 'serverless.api.yml')).toEqual(['services/b serverless.api.yml']);
  expect(await found(['services/b'], 'serverless.api.yml')).toEqual(['services/b serverless.api.yml']);
});

it('reads the services that a file composes, with their files and parameters', async () => {
  write(
    'mono/serverless-compose.yml',
    'services:\n  a: { path: one, params: { n: 2, url: "${b.url}" } }\n  b: { path: ../services/b, config: serverless.api.yml }\n',
  );
  write('mono/one/serverless.yml');
  expect(await found(['mono'])).toEqual(['mono/one * n=2 url=${b.url}', 'services/b serverless.api.yml']);
  expect(await found(['mono/serverless-compose.yml'])).toHaveLength(2);
  // A folder that is a service itself is one.
  write('mono/serverless.yml');
  expect(await found(['mono'])).toEqual(['mono *']);
});

it.each([
  { words: ['nothing'], says: 'there is no file or folder "nothing"' },
  { words: ['nothing/*.yml'], says: 'there is no file or folder "nothing/*.yml"' },
  { words: ['services/{shared,*.md}'], says: 'nothing that matches "services/{shared,*.md}" is a service' },
])('refuses $words', async ({ words, says }) => {
  await expect(found(words)).rejects.toThrow(says);
});

it.each([
  { text: '', says: 'composes no services' },
  { text: 'services: [', says: 'composes no services' },
  { text: 'services: { a: { path: none } }', says: 'the service "a" has no folder' },
  { text: 'services: { a: 1 }', says: 'the service "a" has no folder' },
])('refuses a composing file that says $text', async ({ text, says }) => {
  write('mono/serverless-compose.yml', text);
  await expect(found(['mono'])).rejects.toThrow(says);
});
