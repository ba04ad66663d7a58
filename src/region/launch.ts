import type { Input } from '../engine';
import type { InstanceListener, RunReport, RuntimeInstance } from '../runtime';
import type { RequestId } from '../scf';
import { drawn } from './draw';
import type { LiveInstance } from './liveInstance';
import type { RegionParts } from './parts';
import type { Stopwatch } from './stopwatch';
import type { Warming } from './warming';

/** What an instance is started with. */
interface Surroundings {
  readonly parts: RegionParts;
  readonly stopwatch: Stopwatch;
  readonly warming: Warming;
  readonly tell: (input: Input) => void;
}

/**
 * Start the process of an instance, and tell the engine what it does.
 *
 * @param requestId  the request it is started for
 * @param whileAlive  does what it is given, unless the engine has ended the instance: then nothing more of it counts
 */
export function launch(
  { parts, stopwatch, warming, tell }: Surroundings,
  live: LiveInstance,
  version: string,
  requestId: RequestId | undefined,
  whileAlive: (act: () => void) => void,
): RuntimeInstance {
  const { plan, runtime, random, observer } = parts;
  const { id } = live;
  const listener: InstanceListener = {
    ready: () =>
      whileAlive(() => {
        live.sinceMs = stopwatch.nowMs();
        tell({ kind: 'started', instanceId: id });
        warming.done(id);
      }),
    initFailed: (failure) =>
      whileAlive(() => {
        for (const pending of live.pendings) pending.report = failure;
        tell({ kind: 'startFailed', instanceId: id, status: failure.status });
      }),
    line: (text, of) => whileAlive(() => observer?.line?.(text, live.plan.key, live.pendingOf(of)?.requestId)),
    answered: (result, of) => whileAlive(() => live.pendingOf(of)?.answer({ kind: 'result', result })),
    done: (report, of) =>
      whileAlive(() => {
        const input = inputOf(live, report, of, () => drawn(plan.profile.keepAliveMs, random));
        if (input) tell(input);
      }),
    exited: () => whileAlive(() => tell({ kind: 'exited', instanceId: id })),
  };
  return runtime.start(
    {
      id,
      function: live.plan,
      version,
      requestId,
      region: plan.region,
      namespace: live.plan.namespace ?? plan.namespace,
      codeDir: live.plan.codeDir ?? plan.codeDir,
      coldStartMs: drawn(plan.profile.coldStartMs, random),
      memory: plan.profile.memory,
      remainingTime: plan.profile.remainingTime,
      context: parts.context ?? {},
    },
    listener,
  );
}

/** What the end of a run is to the engine; undefined when the engine has given that run up before, and the instance goes on. @source S93 */
function inputOf(live: LiveInstance, report: RunReport, of: RequestId | undefined, keepAliveMs: () => number): Input | undefined {
  const pending = live.pendingOf(of) ?? (report.gone ? live.first : undefined);
  if (!pending) return report.gone ? { kind: 'exited', instanceId: live.id } : undefined;
  pending.report = report;
  const { status, gone } = report;
  return { kind: 'finished', instanceId: live.id, id: pending.row, status, gone, keepAliveMs: keepAliveMs() };
}
