import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes the licences of all packages of which code went into the bundle, as those licences ask for.
 * The list is the bundle's own, so a new import cannot be forgotten.
 *
 * @param {string} fileName  file to write, in the output folder
 * @returns {import('tsdown').Rolldown.Plugin}
 */
export function notices(fileName) {
  return {
    name: 'notices',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((output) => (output.type === 'chunk' ? output.moduleIds : []));
      const folders = new Set(modules.filter((id) => id.includes('node_modules')).map(packageFolder));
      const texts = [...folders].map(notice).sort((a, b) => a.title.localeCompare(b.title, 'en'));
      const source = [
        'serverless-scf contains code of the following packages.\n',
        ...texts.map(({ title, licence }) => `${'-'.repeat(80)}\n${title}\n\n${licence}`),
      ].join('\n');
      this.emitFile({ type: 'asset', fileName, source });
    },
  };
}

/**
 * The folder of the package that a module belongs to; a `package.json` without a name only marks a module format.
 * @param {string} moduleId
 * @returns {string}
 */
function packageFolder(moduleId) {
  let folder = dirname(moduleId.replace(/^\0+/, '').replace(/\?.*$/, ''));
  while (manifest(folder)?.version === undefined) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`${moduleId} belongs to no package`);
    folder = parent;
  }
  return folder;
}

/** @param {string} folder */
function manifest(folder) {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  return /** @type {{ name?: string, version?: string, license?: string }} */ (JSON.parse(readFileSync(file, 'utf8')));
}

/** @param {string} folder */
function notice(folder) {
  const { name, version, license } = manifest(folder) ?? {};
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  // Shipping code without its licence is worse than a build that stops.
  if (files.length === 0) throw new Error(`${name}@${version} has no licence file: bundle something else, or ask its authors`);
  const licence = files.map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim()).join('\n\n');
  return { title: `${name}@${version} (${license})`, licence: `${licence}\n` };
}
