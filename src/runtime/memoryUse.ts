import type { MemoryWatch } from '../scf';
import type { MemoryWatcher } from './memory';

/** Watches the memory of instances that must not exceed theirs, and of the others. */
export type MemoryWatchers = Readonly<Record<Exclude<MemoryWatch, 'off'>, MemoryWatcher>>;

/** Memory of one instance's processes. @source S154 */
export class MemoryUse {
  /** What Node alone took, MB. */
  nodeMB = 0;
  readonly #watch: MemoryWatch;
  readonly #limitMB: number;
  readonly #watchers: MemoryWatchers;
  readonly #exceeded: () => void;
  #lastMB = 0;
  #peakMB = 0;
  #watchedPid: number | undefined;
  readonly #heard = (residentMB: number): void => this.seen(residentMB);

  /**
   * @param limitMB   configured memory, MB
   * @param exceeded  called when more is seen and the limit is enforced
   */
  constructor(watch: MemoryWatch, limitMB: number, watchers: MemoryWatchers, exceeded: () => void) {
    this.#watch = watch;
    this.#limitMB = limitMB;
    this.#watchers = watchers;
    this.#exceeded = exceeded;
  }

  /** The most that was seen in this run, MB; undefined when memory is not watched, or nothing was seen yet. */
  get peakMB(): number | undefined {
    return this.#watch === 'off' || this.#peakMB === 0 ? undefined : this.#peakMB;
  }

  /** Whether the last that was seen is more than what is configured. */
  get isAbove(): boolean {
    return this.#watch !== 'off' && this.#lastMB > this.#limitMB;
  }

  /** The process has started, and takes this much without user code, MB. */
  booted(pid: number | undefined, residentMB: number): void {
    this.nodeMB = residentMB;
    this.seen(residentMB);
    // A limit that is enforced counts from the first moment on.
    if (this.#watch === 'enforce') this.#look(pid);
  }

  beginRun(pid: number | undefined): void {
    this.#peakMB = this.nodeMB;
    this.#look(pid);
  }

  /** A thread has no memory that could be seen from outside; it tells what it takes. */
  #look(pid: number | undefined): void {
    if (this.#watch === 'off' || pid === undefined) return;
    this.#watchedPid = pid;
    this.#watchers[this.#watch].watch(pid, this.#heard);
  }

  endWatch(): void {
    if (this.#watch === 'off' || this.#watchedPid === undefined) return;
    this.#watchers[this.#watch].unwatch(this.#watchedPid);
    this.#watchedPid = undefined;
  }

  seen(residentMB: number): void {
    this.#lastMB = residentMB;
    this.#peakMB = Math.max(this.#peakMB, residentMB);
    if (this.#watch === 'enforce' && residentMB > this.#limitMB) this.#exceeded();
  }
}
