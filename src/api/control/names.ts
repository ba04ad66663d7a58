import { shape } from '../../config/generated/shape';
import { said } from '../../messages/api';
import { ApiError } from '../error';
import type { Params } from '../params';
import { lengths } from './figures';

const namePattern = new RegExp(shape.function.properties.name.pattern);
const namespacePattern = new RegExp(shape.provider.properties.namespace.pattern);
const aliasPattern = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

/** Longest namespace and function name together, characters. @source S151 */
const qualifiedNameMax = 118;

/** The namespace that a request is about; that it exists is another question. Empty means absent, as of other names that may be left out. */
export function namespaceOf(params: Params, name = 'Namespace', fallback = 'default'): string {
  return params.text(name, 'InvalidParameterValue.Namespace') || fallback;
}

/** The function that a request is about, by whatever name. */
export function functionNameOf(params: Params): string {
  return params.requiredText('FunctionName', 'InvalidParameterValue.FunctionName');
}

/** A name that a function is to get. @source S151 */
export function newFunctionName(params: Params, namespace: string, parameter = 'FunctionName'): string {
  const name = params.requiredText(parameter, 'InvalidParameterValue.FunctionName');
  assertFunctionName(name, parameter);
  const characters = name.length + namespace.length;
  if (characters <= qualifiedNameMax) return name;
  throw new ApiError('InvalidParameterValue.FunctionName', said('names.together', { characters, max: qualifiedNameMax }));
}

/** @source S151 */
export function assertFunctionName(name: string, parameter = 'FunctionName'): void {
  if (namePattern.test(name)) return;
  throw new ApiError('InvalidParameterValue.FunctionName', said('names.form', { parameter, given: printable(name) }));
}

/** @source S151 */
export function newNamespace(params: Params): string {
  const name = params.requiredText('Namespace', 'InvalidParameterValue.Namespace');
  if (namespacePattern.test(name)) return name;
  throw new ApiError('InvalidParameterValue.Namespace', said('names.form', { parameter: 'Namespace', given: printable(name) }));
}

/** @source S151: 1 to 64 characters by the API */
export function newAliasName(params: Params): string {
  const name = params.requiredText('Name', 'InvalidParameterValue.Name');
  if (aliasPattern.test(name)) return name;
  throw new ApiError('InvalidParameterValue.Name', said('names.alias', { given: printable(name) }));
}

/** @source S150 */
export function descriptionOf(params: Params): string | undefined {
  const text = params.text('Description', 'InvalidParameterValue.Description');
  const characters = Array.from(text ?? '').length;
  if (characters <= lengths.description) return text;
  throw new ApiError('InvalidParameterValue.Description', said('names.description', { characters, max: lengths.description }));
}

/** Of a caller's text as much as a message needs, without what a terminal would obey. */
export function printable(text: string): string {
  const shown = text.slice(0, 100).replaceAll(/[^\P{Cc}]/gu, '?');
  return text.length > 100 ? `${shown}…` : shown;
}
