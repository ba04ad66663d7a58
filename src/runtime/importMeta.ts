import type { Plugin } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Has each module of a bundle find in `import.meta` where its own file is, as it does where ES modules are loaded as they are. For bundles that
 * stay on this machine.
 */
export const importMeta: Plugin = {
  name: 'import-meta',
  setup: (building) => {
    building.onLoad({ filter: /\.[cm]?jsx?$/, namespace: 'file' }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!text.includes('import.meta')) return undefined;
      const loader = path.endsWith('x') ? 'jsx' : 'js';
      const own = { url: pathToFileURL(path).href, filename: path, dirname: dirname(path) };
      const define = Object.fromEntries(Object.entries(own).map(([name, value]) => [`import.meta.${name}`, JSON.stringify(value)]));
      // What cannot be parsed is told of by whoever bundles it.
      const done = await building.esbuild
        .transform(text, { loader, define, sourcefile: path, sourcemap: 'inline', logLevel: 'silent' })
        .catch(() => undefined);
      return done && { contents: done.code, loader: 'js' };
    });
  },
};
