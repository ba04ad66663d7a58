import { CloudError, CloudFault } from '../../../src/cloud';

/**
 * What goes wrong at one call: it is refused; another change stands in its way for a moment; the service fails, or the connection is cut, before it has any effect; its effect is there,
 * and the answer is lost, or is an error; the process that deploys ends, before or after the effect.
 */
export const faults = ['refused', 'busy', 'errorBefore', 'cutBefore', 'lostAfter', 'errorAfter', 'deathBefore', 'deathAfter'] as const;
export type Fault = (typeof faults)[number];

/** To read has no effect: what it fails with is all the same, once the client has tried it as often as it does. */
const readingFaults: readonly Fault[] = ['cutBefore', 'deathBefore'];

/** @param call  `CreateFunction shop-dev-resize #1` */
export function faultsAt(call: string): readonly Fault[] {
  return /^(Get|List)/.test(call) ? readingFaults : faults;
}

/** The end of a process: nothing of it goes on, and it hears of nothing any more. */
export class Death {
  isDead = false;
  readonly never = new Promise<never>(() => undefined);
  /** Resolves when it is dead, and what it had sent has arrived. */
  readonly dead: Promise<'dead'>;
  readonly #sent = new Set<Promise<unknown>>();
  #die: (gone: 'dead') => void = () => undefined;

  constructor() {
    this.dead = new Promise((resolve) => {
      this.#die = resolve;
    });
  }

  /** Requests that are under way. */
  watch<T>(request: Promise<T>): Promise<T> {
    this.#sent.add(request);
    request.catch(() => undefined).finally(() => this.#sent.delete(request));
    return request;
  }

  die(): Promise<never> {
    this.isDead = true;
    void Promise.allSettled(this.#sent).then(() => this.#die('dead'));
    return this.never;
  }
}

/** Does some work, or not, and has it go wrong. */
export async function wentWrong<T>(fault: Fault, action: string, death: Death, work: () => Promise<T>): Promise<T> {
  // Refused or not: nobody hears of it.
  const done = (): Promise<unknown> => work().catch(() => undefined);
  const internal = new CloudError('InternalError.System', 'An internal error.', action, 'request');
  switch (fault) {
    case 'refused':
      throw new CloudError('UnauthorizedOperation.CAM', 'No.', action, 'request');
    case 'busy':
      throw new CloudError(busyCode(action), 'Another change is under way.', action, 'request');
    case 'errorBefore':
      throw internal;
    case 'cutBefore':
      throw new CloudFault({ kind: 'reset', host: '127.0.0.1', proxy: undefined, why: 'ECONNRESET' });
    case 'lostAfter':
      await done();
      throw new CloudFault({ kind: 'slow', host: '127.0.0.1', proxy: undefined, action, timeoutMs: 30_000 });
    case 'errorAfter':
      await done();
      throw internal;
    case 'deathBefore':
      return death.die();
    case 'deathAfter':
      await done();
      return death.die();
  }
}

/** What is not there yet has no state that could stand in its way. @source scf-api.md CreateFunction */
function busyCode(action: string): string {
  return `FailedOperation.${action === 'CreateFunction' ? 'TotalConcurrencyMemoryInProgress' : 'FunctionStatusError'}`;
}
