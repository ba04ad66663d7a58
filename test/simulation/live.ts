import assert from 'node:assert';
import { stream, uuidOf } from '../../src/random';
import { Region, type JournalEntry } from '../../src/region';
import type { InvocationRecord, RequestId } from '../../src/scf';
import { FunctionModel } from '../../src/simulation/functionModel';
import type { TraceRow } from '../../src/trace';
import type { Scene } from './scenes';
import { TimedRuntime, type Played } from './timedRuntime';

/** What happened in a region, and all that its engine was told. */
interface Lived {
  /** In the order in which they ended. */
  readonly records: InvocationRecord[];
  readonly journal: JournalEntry[];
  /** What observers heard of decisions, in words. */
  readonly decisions: string[];
}

/** Moments after which a region that has not come to rest never will. */
const momentsMax = 100_000;

/** Live through a scene in a region whose clock is moved by hand, with the very draws that a simulation makes. */
export function lived({ plan, rows, seed }: Scene): Lived {
  const models = new Map(plan.functions.map((fn) => [fn.key, new FunctionModel(fn, plan.models[fn.key], plan.profile.coldStartMs, seed)]));
  const played = rows.map((row, nth) => [uuidOf(seed, nth) as RequestId, playedBy(row, found(models.get(row.function)))] as const);
  const named = new Map(played);
  const runtime = new TimedRuntime({ modelOf: (key) => found(models.get(key)), playedOf: (requestId) => found(named.get(requestId)) });
  const names = named.keys();
  const draws = stream(seed, 'draws');
  const records: InvocationRecord[] = [];
  const journal: JournalEntry[] = [];
  const decisions: string[] = [];
  const region = new Region({
    plan,
    clock: runtime.clock,
    runtime,
    random: () => draws.uniform(),
    newRequestId: () => found(names.next().value),
    journal: (entry) => journal.push(entry),
    observer: {
      runs: (requestId, instance, cold) => decisions.push(`${requestId} runs on ${instance}${cold ? ', cold' : ''}`),
      retries: (requestId, { status }) => decisions.push(`${requestId} is tried again after ${status}`),
      ended: ({ record }) => {
        decisions.push(`${record.requestId} ends as ${record.state} with ${record.status}`);
        records.push(record);
      },
    },
  });
  for (const { atMs, function: key, type } of rows) {
    runtime.advanceTo(atMs);
    region.invoke({ function: key, event: Buffer.from('{}'), type });
  }
  for (let moments = 0; records.length < rows.length; moments += 1) {
    assert(moments < momentsMax && runtime.nextMs < Infinity, 'every invocation ends');
    runtime.advanceTo(runtime.nextMs);
  }
  return { records, journal, decisions };
}

/** What a row meets first, drawn for each in their order. */
function playedBy({ outcome, ...row }: TraceRow, { first, coldStartMs }: FunctionModel): Played {
  const status = outcome === undefined ? undefined : ({ ok: 200, error: 430, exit: 439, timeout: 200 } as const)[outcome];
  const durationMs = row.durationMs ?? first.durationMs();
  return {
    durationMs: outcome === 'timeout' ? Infinity : durationMs,
    drawsDuration: row.durationMs === undefined && outcome !== 'timeout',
    coldStartMs: row.coldStartMs ?? coldStartMs(),
    status: status ?? first.outcome(),
    drawsStatus: status === undefined,
  };
}

function found<T>(value: T | undefined): T {
  assert(value !== undefined, 'the region asks for what it was given');
  return value;
}
