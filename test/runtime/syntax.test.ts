import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Pythons } from '../../src/runtime/pythons';
import { ReachedFiles } from '../../src/runtime/reached';
import { syntaxFault } from '../../src/runtime/syntax';

const pythons = new Pythons(process.env);
const python = (): Promise<string | undefined> => pythons.find('Python3.9');

let dir: string;
beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'scf-syntax-')));
  write('package.json', '{}');
  write('esm/package.json', '{ "type": "module" }');
  write('cjs/package.json', '{ "type": "commonjs" }');
});
afterEach(() => rmSync(dir, { recursive: true }));

function write(name: string, text: string): string {
  const file = join(dir, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

describe('finds where a file cannot be parsed:', () => {
  it.each([
    { file: 'a.js', text: 'exports.main = () => {\n  const a = ;\n};', line: 2, column: 13, message: "Unexpected token ';'" },
    { file: 'a.cjs', text: 'const require = 1;', line: 1, column: 7, message: "Identifier 'require' has already been declared" },
    { file: 'cjs/a.js', text: 'import a from "b";', line: 1, column: 1, message: 'Cannot use import statement outside a module' },
    { file: 'a.js', text: 'exports.main = () => {\n  const text = "最后";', line: 2, column: 21, message: 'Unexpected end of input' },
    { file: 'a.mjs', text: 'export const main = () => {\n\tconst a = ;\n};', line: 2, column: 12, message: "Unexpected token ';'" },
    { file: 'esm/a.js', text: 'export { main };', line: 1, column: 10, message: "Export 'main' is not defined in module" },
    { file: 'a.js', text: 'import a from "b";\nexport const main = ];', line: 2, column: 21, message: "Unexpected token ']'" },
    { file: 'a.js', text: 'const says = "export";\nconst main = ];', line: 2, column: 14, message: "Unexpected token ']'" },
    { file: 'a.json', text: '{\n  "a": 1,\n}', line: 3, column: 1, message: expect.stringContaining('in JSON at position') as unknown },
    { file: 'a.json', text: '{\n  "a": ]', line: 2, column: 8, message: expect.stringContaining('is not valid JSON') as unknown },
    { file: 'a.json', text: '', line: 1, column: 1, message: 'Unexpected end of JSON input' },
    {
      file: 'a.py',
      text: 'def main(event, context):\n    return "最后" = 1\n',
      line: 2,
      column: 17,
      message: expect.stringContaining('invalid syntax') as unknown,
    },
    {
      file: 'a.py',
      text: 'def main(event, context):\nreturn 1\n',
      line: 2,
      column: 1,
      message: expect.stringContaining('expected an indented block') as unknown,
    },
  ])('$file of $text', async ({ file: name, text, ...fault }) => {
    const file = write(name, text);
    expect(await syntaxFault(file, {}, python)).toEqual({ file, ...fault });
  });
});

describe('finds nothing wrong with', () => {
  it.each([
    { file: 'a.js', text: '#!/usr/bin/env node\nreturn 1;', why: 'what Node makes a function of' },
    { file: 'a.js', text: 'import a from "b";\nawait a;', why: 'a module that only its text makes one' },
    { file: 'a.mjs', text: '\uFEFFimport a from "b" with { type: "json" };\nexport { a as default };', why: 'what is not there to be imported' },
    { file: 'a.json', text: '\uFEFF{}', why: 'a mark of the byte order' },
    { file: 'a.ts', text: 'const a: = 1;', why: 'what esbuild reads' },
    { file: 'a.txt', text: '}', why: 'what is not loaded' },
    { file: 'a.py', text: '\uFEFFimport nowhere\nprint("中")\nraise SystemExit(1)\n', why: 'what only fails when it runs' },
    { file: 'a.py', text: 'import sys\nif 1 is 1:\n    sys.exit("\\d")\n', why: 'what is only warned of' },
  ])('$file: $why', async ({ file, text }) => {
    expect(await syntaxFault(write(file, text), {}, python)).toBeUndefined();
  });

  it('a file that is not there', async () => {
    expect(await syntaxFault(join(dir, 'none.js'), {}, python)).toBeUndefined();
  });
});

it.each(['a.cjs', 'a.mjs', 'a.js'])('never runs %s', async (name) => {
  const mark = join(dir, 'ran');
  const file = write(name, `globalThis.process.getBuiltinModule('node:fs').writeFileSync(${JSON.stringify(mark)}, '');`);
  expect([await syntaxFault(file, {}, python), existsSync(mark)]).toEqual([undefined, false]);
});

it('never runs a file in Python, nor modules of the user that are called like those of Python', async () => {
  const mark = join(dir, 'ran');
  const code = `open(${JSON.stringify(mark)}, "w")`;
  write('sys.py', code);
  expect([await syntaxFault(write('a.py', code), { PYTHONPATH: dir, PYTHONSTARTUP: join(dir, 'a.py') }, python), existsSync(mark)]).toEqual([
    undefined,
    false,
  ]);
});

it('finds nothing where there is no Python', async () => {
  expect(await syntaxFault(write('a.py', ')'), {}, () => Promise.resolve(undefined))).toBeUndefined();
});

it('follows the modules that code in Python imports to the files that it loads', async () => {
  const main = write(
    'src/index.py',
    'import os, words\nimport lib.tools as tools\nfrom shared import data, more as other\nif True:\n    from . import near\n# import unused\ndef main(event, context):\n    from .deep.er import x\n',
  );
  const files = [
    write('src/words.py', 'from ..around import y\n'),
    write('lib/tools.py', 'from lib import (\n'),
    write('lib/__init__.py', ''),
    write('shared/__init__.py', ''),
    write('shared/data.py', ''),
    write('src/near.py', 'import index\n'),
    write('src/deep/er.py', ''),
    write('around.py', ''),
  ];
  write('unused.py', '');
  const reached = [...(await new ReachedFiles().from(main, dir))];
  expect(reached.filter((file) => file.startsWith(dir) && file.endsWith('.py')).sort()).toEqual([main, ...files].sort());
});

it('follows lists of imports that go on in the next line, and loads the packages before the modules in them', async () => {
  const main = write(
    'index.py',
    'from shop import (  # (all of it)\n    orders,  # unused, too\n    stock as things,\n)\nfrom prices import list, \\\r\n    taxes\nimport a.b.c, \\\n    last\nfrom far.off import x\n',
  );
  const files = [
    'shop/orders.py',
    'shop/stock.py',
    'prices/taxes.py',
    'a/__init__.py',
    'a/b/__init__.py',
    'a/b/c.py',
    'last.py',
    'far/__init__.py',
    'far/off.py',
  ].map((name) => write(name, ''));
  write('shop/too.py', '');
  const reached = [...(await new ReachedFiles().from(main, dir))];
  expect(reached.filter((file) => file.endsWith('.py')).sort()).toEqual([main, ...files].sort());
});

it('follows the paths that code names to the files that it loads', async () => {
  const main = write(
    'index.js',
    `const a = require('./lib/a'); const { b } = require("./b.js"); import(\`./c.mjs\`);
     require('packaged'); require('./' + name); require('./none');`,
  );
  const files = [
    write('lib/a.js', "require('..'); require('../data'); require('.');"),
    write('b.js', "export * from './folder';"),
    write('c.mjs', "import './d.mjs';\nimport e from\n  './e.cjs';"),
    write('data.json', '{}'),
    write('lib/index.js', ''),
    write('folder/index.js', ''),
    write('d.mjs', "import './c.mjs';"),
    write('e.cjs', ''),
  ];
  write('other.js', '');
  const reached = [...(await new ReachedFiles().from(main, dir))];
  expect(reached.filter((file) => file.startsWith(dir) && !file.endsWith('package.json')).sort()).toEqual([main, ...files].sort());
  // It says what kind of code they are.
  expect(reached).toEqual(expect.arrayContaining([join(dir, 'package.json'), join(dir, 'lib', 'package.json')]));
});
