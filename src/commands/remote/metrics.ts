import { realTime } from '../../cloud/time';
import type { Lang } from '../../messages';
import { sayRemote } from '../../messages/remote';
import { UsageError, type ExitCode, type Output } from '../output';
import { withCloud, type Cloud, type CloudAccess } from './access';
import { chosenFunctions, type FunctionChoice, type RemoteMachine, type RemoteService } from './service';
import { readTime } from './times';

/** The options of `metrics` as they stand on a command line: text, unchecked. */
export interface RawMetricsOptions {
  readonly function?: FunctionChoice;
  readonly startTime?: string | undefined;
  readonly endTime?: string | undefined;
  readonly json?: boolean | undefined;
}

/** What is told unless it is said, ms. */
const dayMs = 86_400_000;

/**
 * How functions of a service did: over a time in the cloud, since it began in a local region.
 * @returns 0; 1 when the cloud refuses; 130 after Ctrl-C
 * @throws UsageError when an option is wrong
 * @source S180, S181
 */
export async function metrics(
  raw: RawMetricsOptions,
  service: RemoteService,
  access: CloudAccess,
  output: Output,
  machine: RemoteMachine,
): Promise<ExitCode> {
  const { lang } = output;
  const { time: clock = realTime } = access;
  const span = readSpan(raw, clock.nowMs(), lang);
  const functions = chosenFunctions(service, raw.function, lang);
  const work = async (cloud: Cloud, signal: AbortSignal): Promise<ExitCode> => {
    const names = functions.map(({ name }) => name);
    const given = raw.startTime !== undefined || raw.endTime !== undefined;
    if (cloud.local && given) output.err(sayRemote(lang, 'remote.metricsWhole'));
    const { metricsJson, metricsText } = await import('./metricsText');
    const read = cloud.local
      ? (await import('./localMetrics')).localMetrics(cloud.origin, service.namespace, names, signal)
      : (await import('./cloudMetrics')).cloudMetrics(cloud, service.namespace, names, span, signal);
    const figures = await read;
    const rows = functions.map((fn) => ({ ...fn, ...figures.get(fn.name) }));
    const table = { service, host: cloud.client.host, rows, span: cloud.local ? undefined : span };
    output.out(raw.json === true ? metricsJson(table) : await metricsText(table, lang, output.columns));
    return 0;
  };
  return withCloud(access, service.region, output, machine, work, raw.json);
}

function readSpan({ startTime, endTime }: RawMetricsOptions, nowMs: number, lang: Lang): { readonly fromMs: number; readonly toMs: number } {
  const toMs = endTime === undefined ? nowMs : readTime('endTime', endTime, nowMs, lang);
  const fromMs = startTime === undefined ? toMs - dayMs : readTime('startTime', startTime, nowMs, lang);
  if (fromMs >= toMs) throw new UsageError(sayRemote(lang, 'remote.interval'));
  return { fromMs, toMs };
}
