import type { RequestId } from '../scf';
import type { Database, Statement } from './driver';
import type { Seq } from './port';
import { asciiColumn, asciiIn } from './storedText';

/** So many events are indexed at a time. */
const batch = 16_384;

/**
 * Finds events by their RequestIds. These are random: to index each as it comes would dirty a page for each, and make a commit of many
 * events a third slower. So the latest are known in memory alone, and go into the index by the thousands, in its order.
 */
export class RequestIndex {
  readonly #recent = new Map<RequestId, Seq>();
  /** The latest of these, which nobody has asked for yet, and where each is: lists are cheaper, and hold no event. */
  #latest: RequestId[] = [];
  #latestSeqs: Seq[] = [];
  readonly #find: Statement;
  readonly #index: Statement;
  readonly #mark: Statement;
  readonly #remove: Statement;
  /** Everything up to it is in the index. */
  #indexed: Seq;
  #indexing: Seq | undefined;

  /** @param indexed  what was marked the last time */
  constructor(db: Database, indexed: Seq) {
    this.#indexed = indexed;
    this.#find = db.prepare('SELECT seq FROM request WHERE request_id = ?');
    this.#index = db.prepare('INSERT OR IGNORE INTO request SELECT request_id, seq FROM event WHERE seq > ? ORDER BY request_id');
    this.#mark = db.prepare("INSERT INTO counter VALUES ('indexed', ?) ON CONFLICT DO UPDATE SET value = excluded.value");
    this.#remove = db.prepare('DELETE FROM request WHERE request_id = ?');
    const left = db.prepare(`SELECT ${asciiColumn('request_id')}, seq FROM event WHERE seq > ?`).rows(indexed);
    for (const [requestId, seq] of left) this.#recent.set(asciiIn(requestId) as RequestId, Number(seq));
  }

  get(requestId: RequestId): Seq | undefined {
    this.#list();
    const recent = this.#recent.get(requestId);
    if (recent !== undefined) return recent;
    const seq = this.#find.row(requestId)?.[0];
    return seq === undefined ? undefined : Number(seq);
  }

  add(requestId: RequestId, seq: Seq): void {
    this.#latest.push(requestId);
    this.#latestSeqs.push(seq);
  }

  /** It was never written. */
  drop(requestId: RequestId): void {
    this.#list();
    this.#recent.delete(requestId);
  }

  /** Within a transaction, which deletes the event. */
  remove(requestId: RequestId): void {
    this.#remove.run(requestId);
  }

  /** Within a transaction, behind its events. @param last  the latest of them */
  write(last: Seq, all: boolean): void {
    if (this.#recent.size + this.#latest.length < (all ? 1 : batch)) return;
    this.#index.run(this.#indexed);
    this.#mark.run(last);
    this.#indexing = last;
  }

  /** The transaction is on disk, or is not. */
  settled(done: boolean): void {
    if (done && this.#indexing !== undefined) {
      this.#indexed = this.#indexing;
      this.#recent.clear();
      this.#forgetLatest();
    }
    this.#indexing = undefined;
  }

  #list(): void {
    for (const [at, seq] of this.#latestSeqs.entries()) {
      const requestId = this.#latest[at];
      if (requestId !== undefined) this.#recent.set(requestId, seq);
    }
    this.#forgetLatest();
  }

  #forgetLatest(): void {
    this.#latest = [];
    this.#latestSeqs = [];
  }
}
