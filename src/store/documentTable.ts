import type { Database, Row, Statement } from './driver';
import type { StoredDocument } from './port';
import { jsonIn, textColumn, textIn } from './storedText';

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

  /** @throws Damage */
  constructor(db: Database) {
    this.#put = db.prepare('INSERT INTO document (kind, key, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value');
    this.#remove = db.prepare('DELETE FROM document WHERE kind = ? AND key = ?');
    const columns = `${textColumn('key')}, ${textColumn('value')}`;
    this.#all = db.prepare(`SELECT ${columns} FROM document WHERE kind = ? ORDER BY id`);
    // There are few, and without them nothing begins: as long as nobody uses the file it can still be set aside.
    for (const row of db.prepare(`SELECT ${columns} FROM document`).rows()) documentOf(row);
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
    return this.#all.rows(kind).map(documentOf);
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

function documentOf([key, value]: Row): StoredDocument {
  return { key: textIn(key), value: jsonIn(value) };
}
