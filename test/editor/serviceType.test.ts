import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '..', '..');
const types = join(root, 'src', 'config', 'serviceType.ts');

const begin = `import type { TencentService } from 'serverless-scf';\n`;
const wrapped = (rest: string): string =>
  `${begin}export const service: TencentService = { service: 'shop', provider: { name: 'tencent' }, ${rest} };\n`;
const ofFunction = (options: string): string => wrapped(`functions: { hello: { ${options} } }`);

const fits: readonly { readonly what: string; readonly code: string }[] = [
  { what: 'the example of a whole service', code: readFileSync(join(root, 'examples', 'typescript', 'serverless.ts'), 'utf8') },
  { what: 'variables in place of numbers', code: ofFunction("timeout: '${param:timeout, 3}', memorySize: '${self:custom.memory}'") },
  { what: 'variables in place of words and booleans', code: ofFunction("type: '${self:custom.type}', asyncRunEnable: '${env:ASYNC}'") },
  { what: 'a variable in place of a map', code: ofFunction("vpc: '${file(vpc.yml)}', provisionedConcurrency: { schedule: '${file(night.yml)}' }") },
  { what: 'a variable within a text', code: ofFunction("handler: 'src/${self:custom.name}.main_handler'") },
  { what: 'triggers', code: ofFunction("events: [{ timer: '0 0 8 * * * *' }, { cos: { bucket: 'b', events: 'e' } }, '${file(event.yml)}']") },
  { what: 'a list of maps of functions', code: wrapped("functions: [{ hello: { handler: 'a.b' } }, '${file(more.yml)}']") },
  { what: 'a bare provider', code: `${begin}export const service: TencentService = { service: 'shop', provider: 'tencent' };\n` },
  { what: 'knobs', code: wrapped("custom: { scf: { engine: { keepAliveSec: { min: 1, max: '${env:MAX}' } } }, others: 1 }") },
  { what: 'what other plugins read', code: wrapped("plugins: ['a'], esbuild: { bundle: true }, resources: {}") },
];

const doesNot: readonly { readonly what: string; readonly code: string }[] = [
  { what: 'an unknown option', code: ofFunction('timout: 3') },
  {
    what: 'an unknown option of the provider',
    code: `${begin}export const service: TencentService = { service: 'shop', provider: { name: 'tencent', memory: 1 } };\n`,
  },
  { what: 'a text in place of a number', code: ofFunction("timeout: '3s'") },
  { what: 'a number in place of a boolean', code: ofFunction('asyncRunEnable: 1') },
  { what: 'a word that is not one of its values', code: ofFunction("type: 'webb'") },
  { what: 'a missing option', code: ofFunction("vpc: { vpcId: 'x' }") },
  { what: 'another provider', code: `${begin}export const service: TencentService = { service: 'shop', provider: { name: 'aws' } };\n` },
  { what: 'no provider', code: `${begin}export const service: TencentService = { service: 'shop' };\n` },
  { what: 'an unknown knob', code: wrapped('custom: { scf: { engine: { keepAlive: 1 } } }') },
];

/** Errors of programs that stand in one folder, by the program. */
function errorsOf(codes: readonly string[]): string[][] {
  const names = codes.map((_code, nth) => join(root, 'examples', `type-${nth}.ts`));
  const options: ts.CompilerOptions = {
    noEmit: true,
    strict: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    paths: { 'serverless-scf': [types] },
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  const textOf = (path: string): string | undefined => codes[names.indexOf(path)];
  host.fileExists = (path) => textOf(path) !== undefined || fileExists.call(host, path);
  host.readFile = (path) => textOf(path) ?? readFile.call(host, path);
  host.getSourceFile = (path, version, ...rest) => {
    const text = textOf(path);
    return text === undefined ? getSourceFile.call(host, path, version, ...rest) : ts.createSourceFile(path, text, version);
  };
  const program = ts.createProgram(names, options, host);
  return names.map((name) =>
    [...program.getSemanticDiagnostics(program.getSourceFile(name)), ...program.getSyntacticDiagnostics(program.getSourceFile(name))].map(
      ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'),
    ),
  );
}

const errors = errorsOf([...fits, ...doesNot].map(({ code }) => code));

it.each(fits.map(({ what }, nth) => ({ what, nth })))('takes $what', ({ nth }) => {
  expect(errors[nth]).toEqual([]);
});

it.each(doesNot.map(({ what }, nth) => ({ what, nth: fits.length + nth })))('refuses $what', ({ nth }) => {
  expect(errors[nth]).toHaveLength(1);
});
