import type { InvocationType } from '../scf';
import type { Database, Statement } from './driver';
import type { EventFilter, NewEvent } from './port';

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
  readonly #routes = new Map<number, Route>();
  readonly #ids = new Map<string, number>();
  /** Not written yet. */
  readonly #fresh = new Set<number>();
  #last = 0;

  constructor(db: Database) {
    this.#insert = db.prepare('INSERT INTO route (id, function, qualifier, type, invoked_by, async_run) VALUES (?, ?, ?, ?, ?, ?)');
    const rows = db.prepare('SELECT id, function, qualifier, type, invoked_by, async_run FROM route').rows();
    for (const [id, key, qualifier, type, invokedBy, asyncRun] of rows) {
      const route = { function: String(key), qualifier: String(qualifier), type: type as InvocationType, invokedBy: String(invokedBy) };
      this.#add(Number(id), { ...route, asyncRun: asyncRun === 1 });
    }
  }

  get(id: number): Route | undefined {
    return this.#routes.get(id);
  }

  idOf({ function: key, qualifier, type, invokedBy, asyncRun }: NewEvent): number {
    const route = { function: key, qualifier, type, invokedBy, asyncRun };
    const known = this.#ids.get(nameOf(route));
    if (known !== undefined) return known;
    const id = this.#last + 1;
    this.#add(id, route);
    this.#fresh.add(id);
    return id;
  }

  /** Those that a filter lets through; undefined: all. */
  matching(filter: EventFilter): readonly number[] | undefined {
    const { function: key, qualifier, invokedBy, asyncRun } = filter;
    if (key === undefined && qualifier === undefined && invokedBy === undefined && asyncRun === undefined) return undefined;
    return [...this.#routes].flatMap(([id, route]) => {
      const matches =
        (key ?? route.function) === route.function &&
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
  }

  /** The transaction is on disk. */
  settled(): void {
    this.#fresh.clear();
  }

  #add(id: number, route: Route): void {
    this.#routes.set(id, route);
    this.#ids.set(nameOf(route), id);
    this.#last = Math.max(this.#last, id);
  }
}

function nameOf({ function: key, qualifier, type, invokedBy, asyncRun }: Route): string {
  return `${key}\0${qualifier}\0${type}\0${invokedBy}\0${asyncRun ? 'run' : ''}`;
}
