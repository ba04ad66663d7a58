import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

/** What packages with native code find it by, or are built by. */
const nativeBy = ['bindings', 'detect-libc', 'node-addon-api', 'node-gyp-build', 'prebuild-install', 'node-pre-gyp', '@mapbox/node-pre-gyp'];

interface PackageJson {
  readonly type?: unknown;
  readonly gypfile?: unknown;
  readonly dependencies?: Readonly<Record<string, unknown>>;
}

/** What files are to Node.js, as long as no package.json changes. */
export class ModuleKinds {
  readonly #packages = new Map<string, PackageJson | undefined>();

  /** Whether a file is CommonJS, which is all that every version of Node.js can `require`, and that can be loaded afresh for each instance. */
  isCommonJs(file: string): boolean {
    const extension = extname(file);
    if (extension === '.mjs' || extension === '.node') return false;
    return extension !== '.js' || this.#packageOf(dirname(file))?.type !== 'module';
  }

  /** Whether the package of a file has native code, as far as its package.json and build file tell. */
  isNative(file: string): boolean {
    const found = this.#packageOf(dirname(file));
    return found?.gypfile === true || nativeBy.some((name) => found?.dependencies?.[name] !== undefined);
  }

  #packageOf(folder: string): PackageJson | undefined {
    if (this.#packages.has(folder)) return this.#packages.get(folder);
    const own = packageIn(folder);
    const found = own === undefined && folder !== dirname(folder) ? this.#packageOf(dirname(folder)) : own;
    this.#packages.set(folder, found);
    return found;
  }
}

function packageIn(folder: string): PackageJson | undefined {
  try {
    const found = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson;
    // npm builds what has such a file, whether its package.json says so or not.
    return existsSync(join(folder, 'binding.gyp')) ? { ...found, gypfile: true } : found;
  } catch {
    // No package begins here.
    return undefined;
  }
}
