import { diagnostic, type Diagnostic } from './diagnostic';
import { foreignFile } from './foreignFiles';
import type { Plain } from './plain';

/** That a file is one of another tool: nothing else in it means what it means here, and nothing else is said about it. @source S226 */
export function componentFault(service: Plain): Diagnostic | undefined {
  const file = foreignFile(service);
  if (file === undefined) return undefined;
  const { kind, path, name: component, write } = file;
  return diagnostic('SCF118', path, { component, kind, write }, { at: 'key' });
}
