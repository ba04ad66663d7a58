import type { Path } from './diagnostic';
import { isPlain } from './plain';

/** The plugins that a service names: a list, or `modules` beside the folder that they are in. */
export function pluginsOf(plugins: unknown): Named[] {
  const list = isPlain(plugins) ? plugins['modules'] : plugins;
  const path = isPlain(plugins) ? ['plugins', 'modules'] : ['plugins'];
  return Array.isArray(list) ? list.flatMap((name, index) => (typeof name === 'string' ? [{ name, path: [...path, index] }] : [])) : [];
}

/** A plugin of a service, and where it is named. */
interface Named {
  readonly name: string;
  readonly path: Path;
}
