import type { OnResolveArgs, OnResolveResult, Plugin, PluginBuild } from 'esbuild';
import { isAbsolute } from 'node:path';
import { isBuiltin } from './realNode';

/** Marks our own question where a name leads. */
const asked = Symbol('asked');

/**
 * Takes packages that are ES modules into a bundle, and lets it require all others from where they lie. Where modules are loaded anew for each
 * instance, Node would load such packages once for all, on real time; and to a bundle in CommonJS they are not what they are to ES modules.
 * @param isRequired  whether a file can be loaded by `require`
 */
export function esPackages(isRequired: (file: string) => boolean): Plugin {
  const resolved = async (building: PluginBuild, { path, pluginData: _, ...from }: OnResolveArgs): Promise<OnResolveResult | undefined> => {
    if (isBuiltin(path)) return { path, external: true };
    const found = await building.resolve(path, { ...from, pluginData: asked });
    // Whoever asks for what is not there is told so by Node.
    if (found.errors.length > 0) return { path, external: true };
    if (found.external) return { path: found.path, external: true };
    return isRequired(found.path) || from.kind === 'require-resolve' ? { path: found.path, external: true } : undefined;
  };
  return {
    name: 'es-packages',
    setup: (building) => {
      building.onResolve({ filter: /^[^.]/ }, (given) => {
        const isName = given.kind !== 'entry-point' && given.pluginData !== asked && !isAbsolute(given.path);
        return isName ? resolved(building, given) : undefined;
      });
    },
  };
}
