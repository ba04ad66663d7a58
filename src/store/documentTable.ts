import type { Database, Statement } from './driver';
import type { StoredDocument } from './port';

/** A change of a document; without a value it is removed. */
interface DocumentChange {
  readonly kind: string;
  readonly key: string;
  readonly json: string | undefined;
}

/** The documents of a file. Changes wait in memory for the next transaction. */
export class DocumentTable {
  #pending: DocumentChange[] = [];
  readonly #put: Statement;
  readonly #remove: Statement;
  readonly #all: Statement;

  constructor(db: Database) {
    this.#put = db.prepare('INSERT INTO document (kind, key, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value');
    this.#remove = db.prepare('DELETE FROM document WHERE kind = ? AND key = ?');
    this.#all = db.prepare('SELECT key, value FROM document WHERE kind = ? ORDER BY id');
  }

  get waits(): boolean {
    return this.#pending.length > 0;
  }

  put(kind: string, key: string, value: unknown): void {
    this.#pending.push({ kind, key, json: JSON.stringify(value) });
  }

  remove(kind: string, key: string): void {
    this.#pending.push({ kind, key, json: undefined });
  }

  /** As they are on disk, in the order in which they first came. */
  all(kind: string): readonly StoredDocument[] {
    return this.#all.rows(kind).map(([key, value]) => ({ key: String(key), value: JSON.parse(String(value)) as unknown }));
  }

  /** Within a transaction. */
  write(): void {
    for (const { kind, key, json } of this.#pending) {
      if (json === undefined) this.#remove.run(kind, key);
      else this.#put.run(kind, key, json);
    }
  }

  /** The transaction is on disk. */
  settled(): void {
    this.#pending = [];
  }
}
