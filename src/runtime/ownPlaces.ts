import type { BuildOptions, Plugin } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { dirname, extname, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Home } from './packages';

/** What code asks for its place by, and what it is given instead: each file of a bundle has its own. */
const given = {
  __dirname: 'ownFolder$',
  'import.meta.dirname': 'ownFolder$',
  'import.meta.filename': 'ownFile$',
  'import.meta.url': 'ownUrl$',
} as const;

/** What a bundle in an archive calls its folder. */
const bundleFolder = 'bundleFolder$';

/**
 * Lets each file of a bundle find where it lies itself, not where the bundle does: what it reads beside itself is there, where it was written
 * as well as where it is deployed.
 */
export function ownPlaces(home: Home): Pick<BuildOptions, 'banner' | 'define'> & { readonly plugins: readonly Plugin[] } {
  const setup: Plugin['setup'] = (building) => {
    building.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!/\bimport\.meta\b|\b__dirname\b/.test(text)) return undefined;
      const { folder, file, url } = home.kind === 'archive' ? inArchive(path, home.folder) : here(path);
      const places = `var ownFolder$ = ${folder}, ownFile$ = ${file}, ownUrl$ = ${url};`;
      // On the line that is there, so that all lines keep their numbers; a directive counts only where it comes first.
      const contents = text.replace(/^\uFEFF?(?:#!.*)?(\s*(['"])use strict\2;?)?/, (_, directive: string = '') => `${directive};${places}`);
      return { contents, loader: loaderOf(path) };
    });
  };
  return {
    define: given,
    ...(home.kind === 'archive' && { banner: { js: `const ${bundleFolder} = __dirname;` } }),
    plugins: [{ name: 'own-places', setup }],
  };
}

type Places = Readonly<Record<'folder' | 'file' | 'url', string>>;

function here(path: string): Places {
  return { folder: JSON.stringify(dirname(path)), file: JSON.stringify(path), url: JSON.stringify(pathToFileURL(path).href) };
}

/** Found when the code runs, by the place of the bundle; by names that old versions of Node.js know, too. */
function inArchive(path: string, bundle: string): Places {
  const joined = (target: string): string =>
    `require("path").join(${bundleFolder}, ${JSON.stringify(relative(bundle, target).split(sep).join('/'))})`;
  const file = joined(path.replace(/\.([cm]?)tsx?$/, '.$1js'));
  return { folder: joined(dirname(path)), file, url: `require("url").pathToFileURL(${file}).href` };
}

function loaderOf(path: string): 'js' | 'jsx' | 'ts' | 'tsx' {
  const extension = extname(path);
  if (extension === '.tsx') return 'tsx';
  if (extension === '.jsx') return 'jsx';
  return extension.includes('t') ? 'ts' : 'js';
}
