import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodeEdits } from '../../src/offline/codeEdits';
import type { FunctionPlan } from '../../src/scf';
import { planIn } from './opening';

/** Edits of a service in a folder, and what they come to. */

let dir: string;
beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'scf-edits-')));
  write('main.js', "require('./helper');");
  write('helper.js', '');
  write('other.js', '');
});
afterEach(() => rmSync(dir, { recursive: true }));

const good = 'exports.main = async () => 1;';
const broken = 'exports.main = async () => {';

function write(name: string, text: string): void {
  writeFileSync(join(dir, name), text);
}

const functions = { main: { handler: 'main.main' }, other: { handler: 'other.main' } };
const plan = (more: Readonly<Record<string, Partial<FunctionPlan>>> = functions) => planIn(dir, more);

function edits(opened = plan()) {
  const judging = new CodeEdits(dir, opened, 'en', process.env);
  /** Judges an edit, and takes what can be taken. */
  return async (paths: readonly string[], as = plan()) => {
    judging.edited(paths, 'serverless.yml');
    const judgement = await judging.judge(as);
    judging.taken(judgement);
    return {
      ...judgement,
      broken: judgement.broken.map((one) => `${one.function}: ${one.faults.map(({ file, line }) => `${file}:${line}`).join()}`),
    };
  };
}

it.each([
  ['words.json', true],
  ['texts.json', true],
  ['more.json', true],
  ['data.json', false],
  ['page.html', false],
])('knows whether handlers load %s: %s', async (path, loads) => {
  write('helper.js', "require('./words.json'); readFileSync('page.html');");
  write('typed.ts', "import texts from './texts.json'; import { more } from './lib.js';");
  write('lib.ts', "import more from './more'; export { more };");
  for (const name of ['words.json', 'texts.json', 'more.json', 'data.json', 'page.html']) write(name, '{}');
  const opened = plan({ ...functions, typed: { handler: 'typed.main' }, none: { handler: 'none.main' } });
  expect(await new CodeEdits(dir, opened, 'en', process.env).loads(path)).toBe(loads);
});

it('looks anew for what handlers load once they were edited', async () => {
  const judging = new CodeEdits(dir, plan(), 'en', process.env);
  write('data.json', '{}');
  expect(await judging.loads('data.json')).toBe(false);
  write('main.js', "require('./data.json');");
  judging.edited(['main.js'], 'serverless.yml');
  expect(await judging.loads('data.json')).toBe(true);
});

it('S116, S200: looks at what functions in Python load as well', async () => {
  const functionsOfBoth = { main: { handler: 'main.main' }, python: { handler: 'app.main', runtime: 'Python3.9' } };
  write('app.py', 'import words\n\n\ndef main(event, context):\n    return words.first\n');
  write('words.py', 'first = 1\n');
  const edit = edits(plan(functionsOfBoth));
  write('words.py', 'first = = 1\n');
  expect(await edit(['words.py'], plan(functionsOfBoth))).toMatchObject({ codeChanged: [], broken: ['python: words.py:1'] });
  write('words.py', 'first = 2\n');
  expect(await edit(['words.py'], plan(functionsOfBoth))).toMatchObject({ codeChanged: ['main', 'python'], broken: [] });
});

it('S116: takes nothing of a file that cannot be parsed, and all once it can be', async () => {
  const edit = edits();
  write('helper.js', broken);
  expect(await edit(['helper.js'])).toEqual({ plan: undefined, codeChanged: [], broken: ['main: helper.js:1'] });
  write('helper.js', good);
  expect(await edit(['helper.js'])).toEqual({ plan: plan(), codeChanged: ['main', 'other'], broken: [] });
});

it('takes edits of other functions, while what is broken waits', async () => {
  const edit = edits();
  write('helper.js', broken);
  await edit(['helper.js']);
  write('other.js', good);
  expect(await edit(['other.js'])).toEqual({ plan: plan(), codeChanged: ['other'], broken: ['main: helper.js:1'] });
  rmSync(join(dir, 'helper.js'));
  write('main.js', good);
  expect(await edit(['helper.js', 'main.js'])).toMatchObject({ codeChanged: ['main', 'other'], broken: [] });
});

it('keeps the configuration of a function that its code does not fit any more, and takes that of others', async () => {
  const edit = edits();
  write('new.js', broken);
  const edited = { main: { handler: 'new.main', memoryMB: 256 }, other: { handler: 'other.main', memoryMB: 256 } };
  const taken = plan({ ...functions, other: edited.other });
  expect(await edit(['serverless.yml'], plan(edited))).toEqual({ plan: taken, codeChanged: [], broken: ['main: new.js:1'] });
  write('new.js', good);
  expect(await edit(['new.js'], plan(edited))).toEqual({ plan: plan(edited), codeChanged: ['main', 'other'], broken: [] });
});

it('leaves out a new function until its code can be loaded', async () => {
  const edit = edits(plan({ other: functions.other }));
  write('main.js', broken);
  expect(await edit(['serverless.yml'])).toEqual({ plan: plan({ other: functions.other }), codeChanged: [], broken: ['main: main.js:1'] });
});

it('is not kept from anything by files that no function loads, nor by those that were broken before', async () => {
  write('client.js', '<App />');
  write('main.js', broken);
  const edit = edits();
  write('other.js', good);
  expect(await edit(['client.js', 'other.js'])).toMatchObject({ codeChanged: ['main', 'other'], broken: [] });
});

it('looks at all that handlers load when nobody has said what has changed', async () => {
  const edit = edits();
  write('helper.js', broken);
  expect(await edit([])).toMatchObject({ codeChanged: ['other'], broken: ['main: helper.js:1'] });
  write('other.js', broken);
  expect(await edit([])).toEqual({ plan: undefined, codeChanged: [], broken: ['main: helper.js:1', 'other: other.js:1'] });
});

it('takes a change of the configuration alone without loading code anew', async () => {
  expect(await edits()(['serverless.yml'])).toEqual({ plan: plan(), codeChanged: [], broken: [] });
});

it('leaves a handler that is not there, and runtimes that do not run here, to others', async () => {
  const opened = plan({ none: { handler: 'none.main' }, legacy: { handler: 'main.main', runtime: 'Php7.4' } });
  write('main.js', broken);
  expect(await edits(opened)(['main.js'], opened)).toEqual({ plan: opened, codeChanged: ['none', 'legacy'], broken: [] });
});

it('asks esbuild about TypeScript: handler by handler, what they import and what is not there', async () => {
  symlinkSync(join(__dirname, '..', '..', 'node_modules'), join(dir, 'node_modules'));
  const typed = plan({ one: { handler: 'one.main' }, two: { handler: 'two.main' }, other: functions.other });
  write('one.ts', "import './part';\nexport const main = async (): Promise<number> => 1;");
  write('two.ts', 'export const main = async (): Promise<number> => 2;');
  write('part.ts', 'export const a: number = ;');
  const edit = edits(typed);
  expect(await edit(['part.ts'], typed)).toEqual({ plan: undefined, codeChanged: [], broken: ['one: part.ts:1'] });
  rmSync(join(dir, 'part.ts'));
  expect(await edit(['part.ts'], typed)).toMatchObject({ codeChanged: ['two', 'other'], broken: ['one: one.ts:1'] });
  write('part.ts', '');
  expect(await edit(['part.ts'], typed)).toMatchObject({ codeChanged: ['one', 'two', 'other'], broken: [] });
});
