import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CheckedService } from '../commands/serviceCheck';

/** Files that may decide how a service is configured; all others are code. */
const configuring = /^\.env|\.(ya?ml|json)$/;

/** Of these, those that hold nothing else. */
const configuringOnly = /^\.env|\.ya?ml$/;

/** The files that a service is configured in, of which some may be for the framework alone. */
export class HostConfiguration {
  readonly #dir: string;
  readonly #file: string | undefined;
  #text: string;

  /** @param file  its name below `dir` */
  constructor(dir: string, file: string | undefined) {
    this.#dir = dir;
    this.#file = file;
    this.#text = this.#read();
  }

  /** Whether a change of this file, below the service's folder, may be one of the configuration. */
  mayHold(path: string): boolean {
    return configuring.test(basename(path)) || this.#names(path);
  }

  /**
   * Which files say something else than when this was asked last.
   * @param paths  what has changed, below the service's folder; undefined: nobody knows
   */
  changed(paths: readonly string[] = []): readonly string[] {
    const before = this.#text;
    this.#text = this.#read();
    const others = paths.filter((path) => path !== this.#file && (configuringOnly.test(basename(path)) || this.#names(path)));
    return this.#file !== undefined && before !== this.#text ? [this.#file, ...others] : others;
  }

  /** The configuration file itself, or one that it takes in by `${file(…)}`. */
  #names(path: string): boolean {
    if (path === this.#file) return true;
    return [...this.#text.matchAll(/file\(([^)]*)\)/g)].some(([, named = '']) => basename(named.trim()) === basename(path));
  }

  #read(): string {
    try {
      return readFileSync(join(this.#dir, this.#file ?? ''), 'utf8');
    } catch {
      // There is none at the moment, or never was.
      return '';
    }
  }
}

/** Whether a service cannot be read because it takes programs, or variables of the framework's own, to read it. @source F55, F62 */
export function isHostsAlone({ located }: CheckedService): boolean {
  return located.some(({ diagnostic: found }) => {
    if (found.code === 'SCF110') return found.params.reason.kind === 'code';
    return found.code === 'SCF111' && found.severity === 'error' && ['script', 'source', 'format'].includes(found.params.reason.kind);
  });
}
