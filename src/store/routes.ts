import type { InvocationType } from '../scf';
import type { Database, Statement } from './driver';
import type { EventFilter, NewEvent } from './port';
import { textColumn, textIn } from './storedText';

/** What many events have in common, so that each of them has only a number of it. */
export interface Route {
  readonly function: string;
  readonly qualifier: string;
  readonly type: InvocationType;
  readonly invokedBy: string;
  readonly asyncRun: boolean;
}

/** All routes of a file; there are few. */
export class Routes {
  readonly #insert: Statement;
  readonly #handOver: Statement;
  readonly #routes = new Map<number, Route>();
  /** Those of each function. */
  readonly #ids = new Map<string, { readonly id: number; readonly route: Route }[]>();
  /** Not written yet. */
  readonly #fresh = new Set<number>();
  /** Of other functions than the file says. */
  readonly #handedOver = new Set<number>();
  #last = 0;

  constructor(db: Database) {
    this.#insert = db.prepare('INSERT INTO route (id, function, qualifier, type, invoked_by, async_run) VALUES (?, ?, ?, ?, ?, ?)');
    this.#handOver = db.prepare('UPDATE route SET function = ? WHERE id = ?');
    const texts = ['function', 'qualifier', 'type', 'invoked_by'].map(textColumn);
    const rows = db.prepare(`SELECT id, ${texts.join()}, async_run FROM route`).rows();
    for (const [id, key, qualifier, type, invokedBy, asyncRun] of rows) {
      const route = { function: textIn(key), qualifier: textIn(qualifier), type: textIn(type) as InvocationType, invokedBy: textIn(invokedBy) };
      this.#add(Number(id), { ...route, asyncRun: asyncRun === 1 });
    }
  }

  get waits(): boolean {
    return this.#fresh.size > 0 || this.#handedOver.size > 0;
  }

  get(id: number): Route | undefined {
    return this.#routes.get(id);
  }

  idOf(event: NewEvent): number {
    for (const { id, route } of this.#ids.get(event.function) ?? []) if (isOf(event, route)) return id;
    const { function: key, qualifier, type, invokedBy, asyncRun } = event;
    const id = this.#last + 1;
    this.#add(id, { function: key, qualifier, type, invokedBy, asyncRun });
    this.#fresh.add(id);
    return id;
  }

  /** The routes of one function are another's. */
  handOver(from: string, to: string): void {
    const routes = this.#ids.get(from) ?? [];
    this.#ids.delete(from);
    for (const { id, route } of routes) {
      this.#add(id, { ...route, function: to });
      this.#handedOver.add(id);
    }
  }

  /** Those that a filter lets through; undefined: all. */
  matching(filter: EventFilter): readonly number[] | undefined {
    const { function: key, functions, qualifier, invokedBy, asyncRun } = filter;
    if ([key, functions, qualifier, invokedBy, asyncRun].every((each) => each === undefined)) return undefined;
    return [...this.#routes].flatMap(([id, route]) => {
      const matches =
        (key ?? route.function) === route.function &&
        (functions?.includes(route.function) ?? true) &&
        (qualifier ?? route.qualifier) === route.qualifier &&
        (invokedBy?.includes(route.invokedBy) ?? true) &&
        (asyncRun ?? route.asyncRun) === route.asyncRun;
      return matches ? [id] : [];
    });
  }

  /** Within a transaction. */
  write(): void {
    for (const id of this.#fresh) {
      const route = this.#routes.get(id);
      if (route) this.#insert.run(id, route.function, route.qualifier, route.type, route.invokedBy, Number(route.asyncRun));
    }
    for (const id of this.#handedOver) this.#handOver.run(this.#routes.get(id)?.function ?? '', id);
  }

  /** The transaction is on disk. */
  settled(): void {
    this.#fresh.clear();
    this.#handedOver.clear();
  }

  #add(id: number, route: Route): void {
    this.#routes.set(id, route);
    const ids = this.#ids.get(route.function);
    if (ids) ids.push({ id, route });
    else this.#ids.set(route.function, [{ id, route }]);
    this.#last = Math.max(this.#last, id);
  }
}

function isOf(event: NewEvent, { qualifier, type, invokedBy, asyncRun }: Route): boolean {
  return event.qualifier === qualifier && event.type === type && event.invokedBy === invokedBy && event.asyncRun === asyncRun;
}
