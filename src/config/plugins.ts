import { diagnostic, type Diagnostic, type Path } from './diagnostic';
import { isPlain } from './settings';

/** A plugin of a service, and where it is named. */
interface Named {
  readonly name: string;
  readonly path: Path;
}

const own = 'serverless-scf';

/** Plugins that a service cannot have beside this one. The second keeps no more than `offline` from running. @source F71 */
const rivals = { 'serverless-tencent-scf': 'error', 'serverless-offline': 'warning' } as const;

/** The plugins that a service names: a list, or `modules` beside the folder that they are in. */
export function pluginsOf(plugins: unknown): Named[] {
  const list = isPlain(plugins) ? plugins['modules'] : plugins;
  const path = isPlain(plugins) ? ['plugins', 'modules'] : ['plugins'];
  return Array.isArray(list) ? list.flatMap((name, index) => (typeof name === 'string' ? [{ name, path: [...path, index] }] : [])) : [];
}

/** Plugins beside this one that have the same commands. */
export function rivalFaults(plugins: unknown): Diagnostic[] {
  const named = pluginsOf(plugins);
  if (!named.some(({ name }) => name === own)) return [];
  return named.flatMap(({ name, path }) => (isRival(name) ? [diagnostic('SCF121', path, { plugin: name }, { severity: rivals[name] })] : []));
}

function isRival(name: string): name is keyof typeof rivals {
  return Object.hasOwn(rivals, name);
}
