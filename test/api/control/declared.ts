import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const file = join(dirname(require.resolve('tencentcloud-sdk-nodejs-scf/package.json')), 'tencentcloud/services/scf/v20180416/scf_models.d.ts');

/** The interfaces that the official SDK declares, by their names. */
const interfaces = new Map(
  ts
    .createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
    .statements.filter(ts.isInterfaceDeclaration)
    .map((declaration) => [declaration.name.text, declaration.members.filter(ts.isPropertySignature)]),
);

/** The names of what an interface of the SDK declares. */
export function membersOf(name: string): string[] {
  const members = interfaces.get(name);
  if (!members) throw new Error(`the SDK declares no ${name}`);
  return members.map((member) => member.name.getText());
}

/** Where a value is not what the SDK declares, as paths with what is wrong; none when it conforms. `null` stands for absent. */
export function misfits(value: unknown, name: string, path = name): string[] {
  const members = interfaces.get(name);
  if (!members) return [`${path}: the SDK declares no ${name}`];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path}: not an object`];
  const given = value as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(given).filter((key) => !members.some((member) => member.name.getText() === key));
  const inside = members.flatMap((member) => {
    const key = member.name.getText();
    const absent = given[key] === undefined || given[key] === null;
    if (absent) return member.questionToken || given[key] === null ? [] : [`${path}.${key}: missing`];
    return member.type ? ofType(given[key], member.type, `${path}.${key}`) : [];
  });
  return [...unknown.map((key) => `${path}.${key}: not declared`), ...inside];
}

function ofType(value: unknown, type: ts.TypeNode, path: string): string[] {
  const text = type.getText();
  if (['string', 'number', 'boolean'].includes(text)) return typeof value === text ? [] : [`${path}: ${typeof value}, not ${text}`];
  if (!ts.isTypeReferenceNode(type)) return [`${path}: declared as ${text}, which this check does not know`];
  const [inner] = type.typeArguments ?? [];
  if (type.typeName.getText() !== 'Array' || !inner) return misfits(value, text, path);
  if (!Array.isArray(value)) return [`${path}: not a list`];
  return value.flatMap((item, index) => ofType(item, inner, `${path}[${index}]`));
}
