import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RequestId } from '../../src/scf';
import { MemoryStore, openStore, type NewEvent, type Store, type StoreOptions } from '../../src/store';
import { libsqlDriver, nodeDriver, type Driver } from '../../src/store/driver';

/** A kind of store; one that outlives its process can be closed and opened again. */
export interface Subject {
  readonly name: string;
  readonly durable: boolean;
  readonly open: (dir: string, options?: Partial<StoreOptions>) => Promise<Store>;
}

/** The drivers that this Node has. */
export const drivers: readonly { readonly name: string; readonly load: () => Promise<Driver> }[] = [
  ...(nodeDriver() ? [{ name: 'node:sqlite', load: () => Promise.resolve(present(nodeDriver())) }] : []),
  { name: 'libsql', load: libsqlDriver },
];

export const nowMs = Date.UTC(2021, 10, 1);

/** By its clock a store is opened after all that is told it: what it has forgotten was not to come. */
const openedMs = nowMs + 3_600_000;

export const subjects: readonly Subject[] = [
  { name: 'MemoryStore', durable: false, open: () => Promise.resolve(new MemoryStore()) },
  ...drivers.map(({ name, load }) => ({
    name: `SqliteStore on ${name}`,
    durable: true,
    open: async (dir: string, options: Partial<StoreOptions> = {}) =>
      (await openStore({ dir, nowMs: () => openedMs, driver: await load(), ...options })).store,
  })),
];

const dirs: string[] = [];

/** A folder that `removeFolders` takes away. */
export function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'scf-store-'));
  dirs.push(dir);
  return dir;
}

export function removeFolders(): void {
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
}

let events = 0;

/** An event like any other, unless said otherwise. */
export function newEvent(overrides: Partial<NewEvent> = {}): NewEvent {
  events += 1;
  return {
    requestId: `request-${events}` as RequestId,
    function: 'resize',
    qualifier: '$DEFAULT',
    type: 'async',
    invokedBy: 'invoke',
    asyncRun: false,
    event: Buffer.from('{"a":1}'),
    acceptedMs: nowMs + events,
    ...overrides,
  };
}

export function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('it is not there');
  return value;
}
