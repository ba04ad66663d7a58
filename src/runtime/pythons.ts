import { execFile } from 'node:child_process';

/** An interpreter that takes longer to say where it is does not get to. */
const answersWithinMs = 10_000;

/** Where it is and which version it has; a launcher (pyenv, a Windows stub) would have to be gone through at every start. */
const question = 'import sys; print("%d.%d" % sys.version_info[:2]); print(sys.executable)';

/** The oldest that the script of an instance is written for. */
const oldest = 6;

/** Finds the interpreters of Python runtimes among the programs of the machine. */
export class Pythons {
  readonly #host: Readonly<Record<string, string | undefined>>;
  readonly #found = new Map<string, Promise<string | undefined>>();

  /** @param host  the environment in which programs are looked for */
  constructor(host: Readonly<Record<string, string | undefined>>) {
    this.#host = host;
  }

  /**
   * The interpreter that plays a runtime: the one of its version where there is one, else the machine's Python 3. It is looked for once, and
   * again when there was none.
   * @param runtime  `Python3.9`
   * @returns absolute; undefined when there is none
   */
  find(runtime: string): Promise<string | undefined> {
    const known = this.#found.get(runtime);
    if (known) return known;
    const finding = this.#search(runtime).then((file) => {
      if (file === undefined) this.#found.delete(runtime);
      return file;
    });
    this.#found.set(runtime, finding);
    return finding;
  }

  async #search(runtime: string): Promise<string | undefined> {
    for (const name of namesFor(runtime)) {
      const file = await this.#ask(name);
      if (file !== undefined) return file;
    }
    return undefined;
  }

  #ask(name: string): Promise<string | undefined> {
    return new Promise((resolve) => {
      execFile(name, ['-c', question], { env: this.#host, timeout: answersWithinMs, windowsHide: true }, (error, stdout) => {
        const [version = '', file = ''] = stdout.split(/\r?\n/);
        const minor = Number(/^3\.(\d+)$/.exec(version)?.[1]);
        resolve(error === null && minor >= oldest && file !== '' ? file : undefined);
      });
    });
  }
}

/** Programs that a runtime may be, the best first. @param runtime  `Python3.9` */
export function namesFor(runtime: string): readonly string[] {
  return [runtime.toLowerCase(), 'python3', 'python'];
}
