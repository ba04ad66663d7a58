import type { Plugin } from 'esbuild';
import { createRequire, isBuiltin } from 'node:module';
import { isAbsolute, join, relative, sep } from 'node:path';

const typeScript = /\.[cm]?tsx?$/;

const code = /\.([cm]?[jt]sx?|json)$/;

/**
 * Takes the packages of a workspace into a bundle: those that are linked to a folder of TypeScript, which Node.js cannot load as it is,
 * and what only such a package finds, for it is looked for from the service's folder once it is bundled. All others stay outside.
 */
export function workspacePackages(codeDir: string): Plugin {
  const service = join(codeDir, 'package.json');
  return {
    name: 'workspace-packages',
    setup: (building) => {
      building.onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) => {
        if (kind === 'entry-point' || importer === '' || isBuiltin(path) || isAbsolute(path)) return undefined;
        const file = found(path, importer);
        if (file === undefined || !code.test(file)) return undefined;
        if (typeScript.test(file) && !file.split(sep).includes('node_modules')) return { path: file };
        return isBelow(codeDir, importer) || found(path, service) !== undefined ? undefined : { path: file };
      });
    },
  };
}

/** Where Node.js finds a package, links followed. */
function found(name: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(name);
  } catch {
    // The bundler has more ways to find it, or else says that it is not there.
    return undefined;
  }
}

function isBelow(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return !path.startsWith('..') && !isAbsolute(path);
}
