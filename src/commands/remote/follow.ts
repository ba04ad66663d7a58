import { say } from '../../messages';
import { sayRemote } from '../../messages/remote';
import { limits } from '../../scf';
import type { ExitCode } from '../output';
import { eventStatus, requestFacts, type EventStatus, type RequestFacts } from './asyncEvents';
import type { Following } from './following';
import type { LogSource } from './logSource';
import { logSourceOf } from './logSourceOf';
import { resultOf, valueOf } from './outcome';
import { outcomeJson } from './outcomeJson';

/** How often one looks, ms; and how many looks more after the end, for what comes late. */
const lookMs = 2_000;
const looksAfterEnd = 3;

/** Clocks differ: so much more is looked at on both sides, ms. */
const skewMs = 60_000;

/** An event that has no instance so long has been dropped from its queue, ms. @source S58 */
const waitMaxMs = limits.msgTtl.value * 1_000;

/**
 * Follows an asynchronous execution to its end: its log as it is written, then what it came to.
 * @returns 0 when it has finished well; 1 when it has not
 * @source S70–S75
 */
export async function follow(following: Following): Promise<ExitCode> {
  const { cloud, signal, output, options, fn, service, sentMs, requestId, clock } = following;
  const choice = { function: fn.name, namespace: service.namespace, requestId };
  const source = await logSourceOf(cloud, choice, false, output, signal);
  const ended = await toItsEnd(following, source);
  const span = { fromMs: sentMs - skewMs, toMs: clock.nowMs() + skewMs };
  const facts = ended && (await requestFacts(cloud.client, { name: fn.name, namespace: service.namespace, requestId }, span, signal));
  const { state = 'UNKNOWN', status = facts?.status } = ended ?? {};
  if (options.json) output.out(outcomeJson(outcomeOf(requestId, status, state, facts), options, state));
  else if (!ended) output.err(sayRemote(output.lang, 'remote.neverBegan', { requestId, hours: waitMaxMs / 3_600_000 }));
  else output.err(say(output.lang, 'invoke.endedAsync', { requestId, state, status: status ?? 0 }));
  return state === 'FINISHED' ? 0 : 1;
}

/** @returns undefined: it has not begun for so long that it never will */
async function toItsEnd(
  { cloud: { client }, clock, signal, output, sentMs, requestId }: Following,
  source: LogSource,
): Promise<EventStatus | undefined> {
  let fromMs = sentMs - skewMs;
  const look = async (): Promise<void> => {
    const nowMs = clock.nowMs();
    for (const { text } of await source.read(fromMs, nowMs + skewMs, signal)) output.err(text);
    fromMs = Math.max(fromMs, nowMs - source.lateMs - skewMs);
  };
  for (;;) {
    const found = await eventStatus(client, requestId, signal);
    if (!found && clock.nowMs() - sentMs > waitMaxMs) return undefined;
    await look();
    if (found && found.state !== 'RUNNING') {
      for (let more = 0; more < (source.lateMs > lookMs ? looksAfterEnd : 0); more += 1) {
        await clock.sleep(lookMs, signal);
        await look();
      }
      return found;
    }
    await clock.sleep(lookMs, signal);
  }
}

function outcomeOf(requestId: string, status: number | undefined, state: string, facts: RequestFacts | undefined) {
  const text = facts?.result ?? '';
  const well = state === 'FINISHED';
  return {
    requestId,
    status,
    result: well ? resultOf(text) : undefined,
    error: well ? undefined : valueOf(text),
    durationMs: facts?.durationMs ?? 0,
    billedMs: Math.ceil(facts?.durationMs ?? 0),
    memoryMB: facts?.memoryMB ?? 0,
    log: '',
  };
}
