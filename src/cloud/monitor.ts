import type { CloudClient } from './client';
import { Reading } from './reading';

/** Version of the API of Cloud Monitor. @source GetMonitorData, 405/4667 */
export const monitorVersion = '2018-07-24';

/** What is measured of SCF. @source S181; SCF monitoring metrics 248/37207 */
const scfNamespace = 'QCE/SCF_V2';

/** Most instances, and most points, of one answer. @source GetMonitorData, 405/4667 */
const instancesMax = 10;
const pointsMax = 1_440;

/** The periods that all metrics of SCF have, s. @source 248/37207 */
const periods = [60, 300, 3_600, 86_400] as const;

/** What is measured, of which functions, and when. */
export interface MetricQuery {
  /** Such as `Invocation`. */
  readonly metric: string;
  readonly namespace: string;
  /** Names in the cloud. */
  readonly functions: readonly string[];
  /** ms since the Unix epoch. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** Values by the moments that periods began, s since the Unix epoch; nothing where nothing was measured. */
export type Series = ReadonlyMap<number, number>;

/** So many functions are to fit into one answer: fewer would need more requests than the rate allows soon. */
const functionsWanted = 5;

/** The shortest period in which one answer tells a time of this length of several functions, s. @param ms  length */
export function periodFor(ms: number): number {
  return periods.find((period) => ms / 1_000 / period <= pointsMax / functionsWanted) ?? 86_400;
}

/**
 * One metric of functions over a time.
 * @param timeText  how a moment is written in requests
 * @returns by the functions' names
 * @throws CloudError, CloudFault
 * @source GetMonitorData, 405/4667
 * @assumes a function as a whole is what `namespace` and `functionName` name, as tencent-component-toolkit has it; `version` and `alias` would name parts
 */
export async function metricOf(
  client: CloudClient,
  { metric, namespace, functions, fromMs, toMs }: MetricQuery,
  timeText: (atMs: number) => string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Series>> {
  const period = periodFor(toMs - fromMs);
  const points = Math.max(1, Math.ceil((toMs - fromMs) / 1_000 / period));
  const atOnce = Math.max(1, Math.min(instancesMax, Math.floor(pointsMax / points)));
  const found = new Map<string, Series>();
  for (let first = 0; first < functions.length; first += atOnce) {
    const names = functions.slice(first, first + atOnce);
    const params = {
      Namespace: scfNamespace,
      MetricName: metric,
      Period: period,
      StartTime: timeText(fromMs),
      EndTime: timeText(toMs),
      Instances: names.map((name) => ({ Dimensions: dimensionsOf(namespace, name) })),
    };
    const answer = await client.call('GetMonitorData', params, { signal });
    for (const point of new Reading(answer, client.host, 'GetMonitorData').list('DataPoints')) {
      const name = functionOf(point) ?? (names.length === 1 ? names[0] : undefined);
      if (name !== undefined) found.set(name, seriesOf(point));
    }
  }
  return found;
}

function dimensionsOf(namespace: string, name: string): object[] {
  return [
    { Name: 'namespace', Value: namespace },
    { Name: 'functionName', Value: name },
  ];
}

function functionOf(point: Reading): string | undefined {
  const own = point.list('Dimensions').find(({ values }) => String(values['Name']).toLowerCase() === 'functionname');
  return own && String(own.values['Value']);
}

/** `Timestamps` and `Values` go together; a moment without a value has none of them, or null. */
function seriesOf({ values: { Timestamps: moments, Values: figures } }: Reading): Series {
  if (!Array.isArray(moments) || !Array.isArray(figures)) return new Map();
  const pairs = moments.map((at: unknown, index) => [at, figures[index] as unknown] as const);
  return new Map(pairs.filter((pair): pair is readonly [number, number] => typeof pair[0] === 'number' && typeof pair[1] === 'number'));
}
