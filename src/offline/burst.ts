/** After the last of several changes, ms: editors and builds write in bursts. */
const quietMs = 150;

/** Changes of files that belong together: told once it is quiet, and never while they are still being told. */
export class Burst {
  readonly #changed: (paths: readonly string[]) => Promise<void>;
  readonly #paths = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #telling = false;
  #over = false;

  constructor(changed: (paths: readonly string[]) => Promise<void>) {
    this.#changed = changed;
  }

  add(path: string): void {
    this.#paths.add(path);
    this.#wait();
  }

  end(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (!this.#over && !this.#telling) this.#timer = setTimeout(() => void this.#tell(), quietMs);
  }

  async #tell(): Promise<void> {
    const paths = [...this.#paths].sort();
    this.#paths.clear();
    this.#telling = true;
    await this.#changed(paths);
    this.#telling = false;
    if (this.#paths.size > 0) this.#wait();
  }
}
