import { CloudError } from '../../cloud';
import type { CloudAnswer } from '../../cloud/client';
import { Reading } from '../../cloud/reading';
import { LATEST } from '../../scf';
import { sayApplying } from '../../messages/deployApplying';
import { DeployFault } from '../fault';
import type { Hands } from './hands';

/** How often one looks, ms: soon at first, then less and less. @source scf-api.md §8, 1 */
const firstMs = 300;
const growth = 1.5;
const mostMs = 5_000;

/** Longest time until a function is active or gone, ms: images are large. @assumes ten minutes are enough for any */
const activeMs = 600_000;

/** How long a version that was just published may not be found, ms. @assumes it is listed when it has been published */
const unseenMs = 60_000;

/** How long provisioned instances may take per hundred, ms, and on top of it. @source S105, scf-api.md §8, 7 */
const hundredMs = 2 * 60_000;
const provisionedMs = 60_000;

/** What a schedule takes away is not waited for; this long it has to stay so, ms. @source S135 */
const scheduledMs = 30_000;

/**
 * Waits until a function, or a version of it, is active.
 * @returns what GetFunction answers then
 * @throws DeployFault `functionFailed` with what the platform says, `stillNotActive`
 * @source S145, scf-api.md §8, 1
 */
export async function untilActive(hands: Hands, version = LATEST): Promise<CloudAnswer> {
  const sinceMs = hands.nowMs();
  for (const pauseMs of pauses()) {
    const answer = await lookedAt(hands, version, hands.nowMs() - sinceMs < unseenMs);
    const status = answer ? new Reading(answer, hands.host, 'GetFunction').text('Status') : 'Publishing';
    if (answer && status === 'Active') return answer;
    if (answer && /Failed$/.test(status)) throw failed(hands, version, status, answer);
    await lookAgain(hands, sinceMs, activeMs, pauseMs, { for: 'active', status });
  }
  throw new Error('pauses have no end');
}

/** Undefined: the version is not found yet. */
function lookedAt(hands: Hands, version: string, mayBeUnseen: boolean): Promise<CloudAnswer | undefined> {
  if (version === LATEST) return hands.read('GetFunction');
  const answer = hands.read('GetFunction', { Qualifier: version });
  return mayBeUnseen ? unlessGone(answer) : answer;
}

function failed(hands: Hands, version: string, status: string, answer: CloudAnswer): DeployFault {
  const reasons = new Reading(answer, hands.host, 'GetFunction').list('StatusReasons').map(({ values }) => {
    const texts = [values['ErrorCode'], values['ErrorMessage']].filter((text) => typeof text === 'string' && text !== '');
    return texts.join(': ');
  });
  const { StatusDesc: described } = answer;
  const told = reasons.length === 0 && typeof described === 'string' && described !== '' ? [described] : reasons;
  return new DeployFault('functionFailed', (lang) =>
    sayApplying(lang, 'applying.functionFailed', { name: hands.step.function, version, status, reasons: told }),
  );
}

/** Waits until a function that was deleted is gone. @throws DeployFault `stillThere`, `functionFailed` */
export async function untilGone(hands: Hands): Promise<void> {
  const sinceMs = hands.nowMs();
  for (const pauseMs of pauses()) {
    const answer = await unlessGone(hands.read('GetFunction'));
    if (!answer) return;
    const status = new Reading(answer, hands.host, 'GetFunction').text('Status');
    if (status === 'DeleteFailed') throw failed(hands, LATEST, status, answer);
    await lookAgain(hands, sinceMs, activeMs, pauseMs, { for: 'gone', status });
  }
}

/** Provisioning of one version as it is told. */
export interface Level {
  readonly allocated: number;
  readonly available: number;
  readonly status: string;
  readonly reason: string;
  readonly actions: readonly Reading[];
}

/** Undefined: it has none. @source scf-api.md GetProvisionedConcurrencyConfig */
export async function levelOf(hands: Hands, version: string): Promise<Level | undefined> {
  const action = 'GetProvisionedConcurrencyConfig';
  const answer = await unlessGone(hands.read(action, { Qualifier: version }));
  const row = answer && new Reading(answer, hands.host, action).list('Allocated').find(({ values }) => values['Qualifier'] === version);
  if (!row) return undefined;
  const { Status: status, StatusReason: reason } = row.values;
  return {
    allocated: row.amountOrNone('AllocatedProvisionedConcurrencyNum') ?? 0,
    available: row.amountOrNone('AvailableProvisionedConcurrencyNum') ?? 0,
    status: typeof status === 'string' ? status : '',
    reason: typeof reason === 'string' ? reason : '',
    actions: row.list('TriggerActions'),
  };
}

/**
 * Waits until a version has as many instances as are wanted, so that none of its traffic starts cold.
 * @throws DeployFault `provisioningFailed` with what the platform says, `provisioningSlow`
 * @source S105, S131, S134; scf-api.md §8, 7
 */
export async function untilProvisioned(hands: Hands, version: string, wanted: number): Promise<undefined> {
  const sinceMs = hands.nowMs();
  const limitMs = (wanted / 100) * hundredMs + provisionedMs;
  const name = hands.step.function;
  for (const pauseMs of pauses()) {
    const level = await levelOf(hands, version);
    const available = level?.available ?? 0;
    if (available >= wanted) return;
    if (level?.status === 'Failed') {
      const { reason } = level;
      throw new DeployFault('provisioningFailed', (lang) =>
        sayApplying(lang, 'applying.provisioningFailed', { name, version, available, wanted, reason }),
      );
    }
    if (level && takenBySchedule(level) && hands.nowMs() - sinceMs >= scheduledMs) return;
    const slow = (): DeployFault =>
      new DeployFault('provisioningSlow', (lang) => sayApplying(lang, 'applying.provisioningSlow', { name, version, available, wanted, limitMs }));
    await lookAgain(hands, sinceMs, limitMs, pauseMs, { for: 'provisioned', available, wanted }, slow);
  }
}

/** A setting at a time has made it another number, and all of those are there. @source S135 */
function takenBySchedule({ actions, allocated, available, status }: Level): boolean {
  return actions.length > 0 && status === 'Done' && available >= allocated;
}

/** Waits until the provisioning of a version takes nothing of the quota any more; what stays longer than a minute is somebody else's matter. @source S30 */
export async function untilReleased(hands: Hands, version: string): Promise<void> {
  const sinceMs = hands.nowMs();
  for (const pauseMs of pauses()) {
    const level = await levelOf(hands, version);
    if (!level || level.allocated === 0 || hands.nowMs() - sinceMs >= provisionedMs) return;
    hands.waiting({ for: 'settling', code: level.status });
    await hands.pause(pauseMs);
  }
}

/** Undefined when what is asked about is not there. */
export async function unlessGone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CloudError && /^ResourceNotFound(\.|$)/.test(error.code)) return undefined;
    throw error;
  }
}

async function lookAgain(
  hands: Hands,
  sinceMs: number,
  limitMs: number,
  pauseMs: number,
  what: Parameters<Hands['waiting']>[0],
  late = (): DeployFault => stillNot(hands, limitMs, what),
): Promise<void> {
  if (hands.nowMs() + pauseMs - sinceMs > limitMs) throw late();
  hands.waiting(what);
  await hands.pause(pauseMs);
}

function stillNot({ step }: Hands, limitMs: number, what: Parameters<Hands['waiting']>[0]): DeployFault {
  const gone = what.for === 'gone';
  const status = 'status' in what ? what.status : '';
  const key = gone ? 'applying.stillThere' : 'applying.stillNotActive';
  return new DeployFault(gone ? 'stillThere' : 'stillNotActive', (lang) => sayApplying(lang, key, { name: step.function, status, limitMs }));
}

function* pauses(): Generator<number, never> {
  for (let ms = firstMs; ; ms = Math.min(ms * growth, mostMs)) yield Math.round(ms);
}
