import { CloudError, CloudFault, type CloudClient } from '../../../src/cloud';
import { applyPlan, type ApplyDeps, type ApplyEvent, type ApplyResult } from '../../../src/deploy/applying';
import type { TargetJournal } from '../../../src/deploy/journal';
import type { DeployPlan, Step, StepWork } from '../../../src/deploy/plan';
import { allocate } from '../../../src/scf';
import { FakeTime } from '../../cloud/fakeCloud';

/** A step of a plan, in short. */
export type Short = readonly [name: string, work: StepWork, after?: readonly string[]];

export const code = { kind: 'package', contentHash: 'contents' } as const;

/** Steps called `<function>:<kind>`; each after the one before it of its function, unless said. */
export function planOf(...shorts: readonly Short[]): DeployPlan {
  const last = new Map<string, string>();
  const steps = shorts.map(([name, work, after]): Step => {
    const id = `${name}:${work.kind}`;
    const before = last.get(name);
    last.set(name, id);
    return { id, function: name, after: after ?? (before === undefined ? [] : [before]), work };
  });
  const names = [...new Set(shorts.map(([name]) => name))];
  const functions = names.map((name) => ({ key: name.replace('shop-dev-', ''), name, kind: 'update' as const, fields: [] }));
  const allocation = allocate(128_000, 12_800, []);
  const head = { formatVersion: 1, service: 'shop', stage: 'dev', region: 'ap-guangzhou', namespace: 'default', host: '127.0.0.1' } as const;
  return { ...head, functions, steps, account: { before: allocation, after: allocation, peakMB: 0 }, strays: [], fingerprint: 'print' };
}

type Answer = Readonly<Record<string, unknown>> | Error;

export interface Applied {
  readonly result: ApplyResult;
  readonly events: readonly ApplyEvent[];
  /** `Action FunctionName`, as they were asked. */
  readonly asked: readonly string[];
  /** With their parameters. */
  readonly params: readonly Readonly<Record<string, unknown>>[];
  /** Each state in which the journal was kept. */
  readonly kept: readonly TargetJournal[];
  readonly timeouts: readonly (number | undefined)[];
  readonly waitedMs: number;
}

export interface Options extends Partial<Omit<ApplyDeps, 'client'>> {
  readonly found?: TargetJournal;
}

/** Applies a plan to a cloud that answers by a script; functions are active unless it says something else. */
export async function applied(
  plan: DeployPlan,
  answer: (action: string, params: Readonly<Record<string, unknown>>, nth: number) => Answer | undefined | Promise<Answer | undefined>,
  { found, ...options }: Options = {},
): Promise<Applied> {
  const time = new FakeTime();
  const startMs = time.nowMs();
  const asked: string[] = [];
  const sent: Readonly<Record<string, unknown>>[] = [];
  const timeouts: (number | undefined)[] = [];
  const kept: TargetJournal[] = [];
  const events: ApplyEvent[] = [];
  const client: CloudClient = {
    region: 'ap-guangzhou',
    host: '127.0.0.1',
    close: () => Promise.resolve(),
    call: async (action, params = {}, { signal, timeoutMs } = {}) => {
      signal?.throwIfAborted();
      const members = params as Readonly<Record<string, unknown>>;
      const call = `${action} ${String(members['FunctionName'])}`;
      asked.push(call);
      sent.push(members);
      timeouts.push(timeoutMs);
      const given =
        (await answer(action, members, asked.filter((one) => one === call).length)) ??
        (action === 'GetFunction' ? { Status: 'Active', ModTime: 'now' } : {});
      if (given instanceof Error) throw given;
      return given;
    },
  };
  const result = await applyPlan(plan, {
    client,
    codeOf: async () => ({ ZipFile: 'UEsF' }),
    journal: { found, write: async (journal) => void kept.push(journal) },
    time,
    signal: new AbortController().signal,
    emit: (event) => events.push(event),
    verify: async () => [],
    ...options,
  });
  return { result, events, asked, params: sent, kept, timeouts, waitedMs: time.nowMs() - startMs };
}

export function refused(errorCode: string, action = 'Action'): CloudError {
  return new CloudError(errorCode, 'No.', action, 'request-1');
}

export function cut(): CloudFault {
  return new CloudFault({ kind: 'reset', host: '127.0.0.1', proxy: undefined, why: 'ECONNRESET' });
}

export function states({ result }: Applied): Record<string, string> {
  return Object.fromEntries(result.steps.map(({ id, state }) => [id, state]));
}
