import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { membersOf, outOfScope, parametersOf, unknownParameters } from '../../src/api/parameters';

/** The SDK's declarations: the members of each interface, and of which interface they are. */
const declared = declarations();

describe("the official SDK's own declarations (scf-api.md §5)", () => {
  it('have the actions that we know', () => {
    const actions = [...declared.keys()].flatMap((name) => /^(.*)Request$/.exec(name)?.[1] ?? []);
    expect([...Object.keys(parametersOf), ...outOfScope].sort()).toEqual(actions.sort());
  });

  it.each(Object.entries(parametersOf))('have the parameters that we know of %s', (action, shape) => {
    expect(members(shape)).toEqual(declared.get(`${action}Request`));
  });

  it.each(Object.entries(membersOf))('have the members that we know of %s', (type, shape) => {
    expect(members(shape)).toEqual(declared.get(type));
  });
});

it.each<[string, Record<string, unknown>, string[]]>([
  ['Invoke', { FunctionName: 'a', ClientContext: { anything: 1 } }, []],
  ['Invoke', { functionName: 'a', Event: '{}' }, ['functionName', 'Event']],
  [
    'CreateFunction',
    { Code: { Zip: 'x', ImageConfig: { Uri: 'y' } }, Environment: { Variables: [{ Key: 'a', Val: 'b' }] } },
    ['Code.Zip', 'Code.ImageConfig.Uri', 'Environment.Variables.Val'],
  ],
  ['CreateFunction', { Code: 'no object', Environment: { Variables: 'no list' }, Colour: null }, []],
  ['UpdateFunctionConfiguration', { TraceEnable: 'TRUE', AsyncRunEnable: 'TRUE', UseGpu: 'TRUE' }, ['UseGpu']],
  ['GetAccount', { a: 1 }, ['a']],
  ['constructor', { a: 1 }, []],
])('%s %j has %j that nobody knows', (action, values, unknown) => {
  expect(unknownParameters(action, values)).toEqual(unknown);
});

it('tells at most a hundred', () => {
  expect(unknownParameters('Invoke', Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`p${n}`, n])))).toHaveLength(100);
});

function members(shape: string): string[] {
  return shape === '' ? [] : shape.split(' ').sort();
}

function declarations(): Map<string, string[]> {
  const file = join(dirname(require.resolve('tencentcloud-sdk-nodejs-scf/package.json')), 'tencentcloud/services/scf/v20180416/scf_models.d.ts');
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const found = new Map<string, string[]>();
  const interfaces = source.statements.filter(ts.isInterfaceDeclaration);
  const names = new Set(interfaces.map(({ name }) => name.text));
  for (const each of interfaces) {
    const shape = each.members.filter(ts.isPropertySignature).map(({ name, type }) => {
      const of = [...(type?.getText(source).matchAll(/\w+/g) ?? [])].map(([word]) => word).find((word) => names.has(word));
      const member = name.getText(source);
      return of === undefined ? member : `${member}:${of}`;
    });
    found.set(each.name.text, shape.sort());
  }
  // Requests without parameters are declared as `null`.
  for (const alias of source.statements.filter(ts.isTypeAliasDeclaration)) found.set(alias.name.text, []);
  return found;
}
