import type { CloudClient } from './client';
import { Reading } from './reading';

/** Version of the API of the log service. @source Cloud Log Service 614/56447 */
export const clsVersion = '2020-10-16';

/** Which lines of a log topic. */
export interface LogSearch {
  readonly topicId: string;
  /** In CQL: `SCF_FunctionName:"resize"`. */
  readonly query: string;
  /** ms since the Unix epoch, both ends within. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** One record of a topic. */
export interface LogRecord {
  /** The same whenever it is found, and no other's. */
  readonly id: string;
  /** ms since the Unix epoch. */
  readonly atMs: number;
  /** Its keys and values; those of SCF begin with `SCF_`. @source S163 */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Most records of one answer, and most answers that follow one another by `Context`. @source 614/56447: 1,000 and 10,000 in all */
const pageSize = 1_000;
const pagesMax = 10;

/**
 * The records that a search finds, oldest first, however many there are.
 * @throws CloudError, CloudFault
 * @source Cloud Log Service 614/56447, SearchLog
 */
export async function searchLogs(client: CloudClient, { topicId, query, fromMs, toMs }: LogSearch, signal: AbortSignal): Promise<LogRecord[]> {
  const found = new Map<string, LogRecord>();
  let from = fromMs;
  // Ends: each round begins later than the one before.
  while (from <= toMs) {
    const params = { TopicId: topicId, From: from, To: toMs, Query: query, SyntaxRule: 1, Sort: 'asc', Limit: pageSize };
    const { last, over } = await round(client, params, found, signal);
    if (over || last === undefined) break;
    // The API follows one search over 10,000 records only; the next one begins where it ended. Of one ms it can tell no more.
    from = Math.max(last, from + 1);
  }
  return [...found.values()];
}

/** @returns the moment of the last record, and whether there are no more */
async function round(client: CloudClient, params: object, found: Map<string, LogRecord>, signal: AbortSignal) {
  let context = '';
  let last: number | undefined;
  for (let page = 0; page < pagesMax; page += 1) {
    const asked = context === '' ? params : { ...params, Context: context };
    const answer = await client.call('SearchLog', asked, { signal, repeatable: true });
    const records = new Reading(answer, client.host, 'SearchLog').list('Results').map(recordOf);
    for (const record of records) found.set(record.id, record);
    last = records.at(-1)?.atMs ?? last;
    context = typeof answer['Context'] === 'string' ? answer['Context'] : '';
    if (answer['ListOver'] === true || context === '' || records.length === 0) return { last, over: true };
  }
  return { last, over: false };
}

/** @source LogInfo: `PkgId` names a package of records, `PkgLogId` the place in it */
function recordOf(reading: Reading): LogRecord {
  const { PkgId: pkg, PkgLogId: nth, LogJson: json } = reading.values;
  const atMs = reading.amount('Time');
  const text = typeof json === 'string' ? json : '';
  // Without a place of its own, a record is what it says.
  const place = typeof pkg === 'string' && pkg !== '' ? `${pkg}/${String(nth)}` : text;
  return { id: `${atMs}/${place}`, atMs, fields: fieldsOf(text) };
}

/** Values of a record are JSON: text and numbers, as the topic has them. */
function fieldsOf(json: string): LogRecord['fields'] {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as LogRecord['fields'];
  } catch {
    // A record that is no JSON is shown as it is.
  }
  return { SCF_Message: json };
}
