import { metricOf, monitorVersion, type Series } from '../../cloud/monitor';
import type { Cloud } from './access';
import type { FiguresByName } from './figures';
import { monitorTime } from './times';

/**
 * What Cloud Monitor knows of functions over a time.
 * @throws CloudError, CloudFault
 * @source S181
 */
export async function cloudMetrics(
  cloud: Cloud,
  namespace: string,
  functions: readonly string[],
  span: { readonly fromMs: number; readonly toMs: number },
  signal: AbortSignal,
): Promise<FiguresByName> {
  const client = cloud.service('monitor', monitorVersion);
  const read = (metric: string): Promise<ReadonlyMap<string, Series>> =>
    metricOf(client, { metric, namespace, functions, ...span }, monitorTime, signal);
  const [invocation, error, throttle, duration, concurrent, mem, http432, http433, http434] = await Promise.all([
    read('Invocation'),
    read('Error'),
    read('Throttle'),
    read('Duration'),
    read('ConcurrentExecutions'),
    read('Mem'),
    read('Http432'),
    read('Http433'),
    read('Http434'),
  ]);
  return new Map(
    functions.map((name) => [
      name,
      {
        invocations: sum(invocation.get(name)),
        errors: sum(error.get(name)),
        throttled: sum(throttle.get(name)),
        durationMs: mean(duration.get(name), invocation.get(name)),
        concurrency: most(concurrent.get(name)),
        memoryMB: most(mem.get(name)),
        http432: sum(http432.get(name)),
        http433: sum(http433.get(name)),
        http434: sum(http434.get(name)),
      },
    ]),
  );
}

/** Of a function that was not called Cloud Monitor has no points: that is 0. */
function sum(series: Series = new Map()): number {
  return [...series.values()].reduce((total, value) => total + value, 0);
}

function most(series: Series = new Map()): number | undefined {
  // Not by spreading: there may be many.
  return series.size === 0 ? undefined : [...series.values()].reduce((max, value) => Math.max(max, value), 0);
}

/** Each period's mean counts as often as there were invocations in it; undefined where there were none. */
function mean(means: Series = new Map(), counts: Series = new Map()): number | undefined {
  let total = 0;
  let times = 0;
  for (const [at, value] of means) {
    const count = counts.get(at) ?? 0;
    total += value * count;
    times += count;
  }
  return times === 0 ? undefined : total / times;
}
