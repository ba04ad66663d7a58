import { TraceFault } from './fault';

/** Stands for all names that are not mapped otherwise. */
const REST = '*';

/** What bytes that are no UTF-8 are read as. */
const REPLACED = '\ufffd';

/** Names that a fault lists. */
const LISTED = 5;

/** Which function of the service a name in a trace stands for. */
export class Mapping {
  readonly #file: string;
  /** Of the service. */
  readonly functions: readonly string[];
  readonly #known: Map<string, string>;
  readonly #rest: string | undefined;
  readonly #unmapped = new Set<string>();
  /** Names that are mapped, and that no row has had so far. */
  readonly #unmet: Set<string>;
  #line: number | undefined;

  /**
   * @param map        functions by names of the trace; `*` takes the rest. A name that is not mapped may be a function's own
   * @param functions  functions of the service
   * @throws TraceFault `mapTarget`
   */
  constructor(file: string, map: ReadonlyMap<string, string>, functions: readonly string[]) {
    for (const [name, target] of map) {
      if (!functions.includes(target)) throw new TraceFault('mapTarget', { file }, { name, target, functions });
    }
    this.#file = file;
    this.functions = functions;
    this.#known = new Map([...functions.map((key) => [key, key] as const), ...map]);
    this.#rest = map.get(REST);
    this.#unmet = new Set(map.keys());
    this.#unmet.delete(REST);
  }

  /** Names that are mapped and have not been asked for. */
  get unmet(): readonly string[] {
    return [...this.#unmet];
  }

  /** The function; of a name that stands for none it is remembered where it came first, and `check` tells of it. */
  of(name: string, line: number): string {
    if (this.#unmet.size > 0) this.#unmet.delete(name);
    const known = this.#known.get(name) ?? this.#rest;
    if (known !== undefined) return known;
    this.#line ??= line;
    if (this.#unmapped.size < LISTED) this.#unmapped.add(name);
    return '';
  }

  /** To be asked after some rows, so that more than one name can be listed. @throws TraceFault `unmapped`, `encoding` */
  check(): void {
    if (this.#unmapped.size === 0) return;
    const [place, names] = [{ file: this.#file, line: this.#line }, [...this.#unmapped]];
    if (names.some((name) => name.includes(REPLACED))) throw new TraceFault('encoding', place, undefined);
    throw new TraceFault('unmapped', place, { names, functions: this.functions });
  }
}
