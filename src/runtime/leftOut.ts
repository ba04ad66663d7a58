import type { OnResolveResult, Plugin } from 'esbuild';
import { createHash } from 'node:crypto';

/** What stands in a bundle where a module was left out. */
const namespace = 'left-out';

/**
 * Leaves modules out of a bundle: it requires them when it runs, also where the code says `import()`, so that whoever loads it can give others.
 * @param modules  the names under which code asks for them, or their files
 */
export function leftOut(modules: readonly string[]): Plugin {
  /** Marks our own question where a name leads. */
  const asked = Symbol('asked');
  const standIn = (path: string): OnResolveResult | undefined => (modules.includes(path) ? { path, namespace } : undefined);
  return {
    name: namespace,
    setup: (building) => {
      building.onResolve({ filter: /.*/ }, async ({ path, namespace: from, kind, importer, resolveDir, pluginData }) => {
        if (kind === 'entry-point' || pluginData === asked) return undefined;
        if (from === namespace) return { path, external: true };
        return standIn(path) ?? standIn((await building.resolve(path, { kind, importer, resolveDir, pluginData: asked })).path);
      });
      building.onLoad({ filter: /.*/, namespace }, ({ path }) => ({ contents: `module.exports = require(${JSON.stringify(path)});` }));
    },
  };
}

/** A word for a set of modules. */
export function digestOf(modules: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([...modules].sort()))
    .digest('hex')
    .slice(0, 12);
}
