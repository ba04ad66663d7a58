import { searchLogs, type LogRecord } from '../../cloud/cls';
import type { CloudClient } from '../../cloud';
import type { LogChoice, LogSource, RemoteLine } from './logSource';

/** Lines may be found this long after they were written, ms. @assumes CLS names no bound; what it takes is seconds */
const clsLateMs = 120_000;

/**
 * Logs that SCF delivers to a topic of the log service.
 * @param client  of CLS
 * @source S161, S163; SCF, Log Search Guide: the queries
 */
export function clsLogs(client: CloudClient, topicId: string, choice: LogChoice): LogSource {
  const query = queryOf(choice);
  const told = new Map<string, number>();
  return {
    lateMs: clsLateMs,
    read: async (fromMs, toMs, signal) => {
      for (const [id, atMs] of told) if (atMs < fromMs) told.delete(id);
      const records = await searchLogs(client, { topicId, query, fromMs, toMs }, signal);
      const fresh = records.filter(({ id }) => !told.has(id));
      for (const { id, atMs } of fresh) told.set(id, atMs);
      return fresh.flatMap(linesOf);
    },
  };
}

/** A topic may be that of many functions. */
function queryOf({ function: name, namespace, requestId }: LogChoice): string {
  const terms = [`SCF_Namespace:${quoted(namespace)}`, `SCF_FunctionName:${quoted(name)}`];
  return [...terms, ...(requestId === undefined ? [] : [`SCF_RequestId:${quoted(requestId)}`])].join(' AND ');
}

function quoted(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, '\\$&')}"`;
}

/** A record is a line, or a text of several. */
function linesOf({ atMs, fields }: LogRecord): RemoteLine[] {
  const { SCF_Message: message, SCF_RequestId: id } = fields;
  const requestId = typeof id === 'string' ? id : '';
  const text = typeof message === 'string' ? message : JSON.stringify(message ?? '');
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  return lines.map((line) => ({ atMs, requestId, text: line }));
}
