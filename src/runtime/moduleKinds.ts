import { readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

/** What files are to Node.js, as long as no package.json changes. */
export class ModuleKinds {
  readonly #packageTypes = new Map<string, unknown>();

  /** Whether a file is CommonJS, which is all that every version of Node.js can `require`, and that can be loaded afresh for each instance. */
  isCommonJs(file: string): boolean {
    const extension = extname(file);
    if (extension === '.mjs' || extension === '.node') return false;
    return extension !== '.js' || this.#packageType(dirname(file)) !== 'module';
  }

  #packageType(folder: string): unknown {
    if (this.#packageTypes.has(folder)) return this.#packageTypes.get(folder);
    const own = typeOfPackage(join(folder, 'package.json'));
    const found = own === undefined && folder !== dirname(folder) ? this.#packageType(dirname(folder)) : own?.type;
    this.#packageTypes.set(folder, found);
    return found;
  }
}

function typeOfPackage(file: string): { readonly type?: unknown } | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { readonly type?: unknown };
  } catch {
    // No package begins here.
    return undefined;
  }
}
