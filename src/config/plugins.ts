import { diagnostic, type Diagnostic } from './diagnostic';
import { pluginsOf } from './pluginNames';

const own = 'serverless-scf';

/**
 * Plugins that a service cannot have beside this one. An error is one that does harm; the others keep commands of the framework
 * from running, which is no reason to stop those that need no framework.
 * @source F49, F71
 */
const rivals = {
  'serverless-tencent-scf': 'error',
  'serverless-offline': 'warning',
  'serverless-esbuild': 'warning',
  'serverless-webpack': 'warning',
  'serverless-plugin-warmup': 'warning',
} as const;

/** Plugins beside this one that have the same commands, or do not know SCF's runtimes. */
export function rivalFaults(plugins: unknown): Diagnostic[] {
  const named = pluginsOf(plugins);
  if (!named.some(({ name }) => name === own)) return [];
  return named.flatMap(({ name, path }) => (isRival(name) ? [diagnostic('SCF121', path, { plugin: name }, { severity: rivals[name] })] : []));
}

function isRival(name: string): name is keyof typeof rivals {
  return Object.hasOwn(rivals, name);
}
