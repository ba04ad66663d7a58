import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** From so many at a time on, connections are a crowd. */
const crowdFrom = 500;
/** So long after nearly all of a crowd have gone it is over, ms. */
const calmMs = 2_000;
/** Hands in all empty pages, those for new objects, too; on Node 20, which does not know it, it is as any other collection. */
const lastResort = { type: 'major', execution: 'sync', flavor: 'last-resort' } as const;

/** Notices when a crowd has come and gone. */
export class Crowd {
  readonly #isOver: () => void;
  #most = 0;
  #calm: NodeJS.Timeout | undefined;

  /** @param isOver  called once for each crowd, a while after nearly all have gone */
  constructor(isOver: () => void) {
    this.#isOver = isOver;
  }

  /** @param connections  that there are now */
  count(connections: number): void {
    if (connections > this.#most) this.#most = connections;
    const hasGone = this.#most >= crowdFrom && connections <= this.#most / 10;
    if (hasGone) this.#calm ??= setTimeout(() => this.#end(), calmMs).unref();
    else if (this.#calm) this.stay();
  }

  /** It is not over, or nobody wants to know any more. */
  stay(): void {
    clearTimeout(this.#calm);
    this.#calm = undefined;
  }

  #end(): void {
    this.#calm = undefined;
    this.#most = 0;
    this.#isOver();
  }
}

/**
 * Gives memory that nobody uses back to the system. V8 does so only when it next needs some, and who waits for calls needs none: the
 * process would stay as large as the crowd has made it.
 */
export function giveMemoryBack(): void {
  setFlagsFromString('--expose-gc');
  try {
    const collect = runInNewContext('gc') as (how?: typeof lastResort) => void;
    // The first time lets go of garbage, the next ones of what that had held. Measured: with one fewer, 20 MB more stay for some seconds.
    collect();
    collect();
    collect(lastResort);
  } finally {
    // The flag is the process's: threads that run handlers would have the function, too.
    setFlagsFromString('--no-expose-gc');
  }
}
