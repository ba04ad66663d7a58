import { RegionFailure } from '../regionFault';
import type { Figures, FiguresByName } from './figures';

/** How long an answer may take, ms. */
const answerMaxMs = 30_000;

/**
 * What a local region has counted of functions since it began: its metrics in Prometheus's text form.
 * @param origin  `http://127.0.0.1:36000`
 * @throws RegionFailure when there is no such region
 */
export async function localMetrics(origin: string, namespace: string, functions: readonly string[], signal: AbortSignal): Promise<FiguresByName> {
  const samples = samplesIn(await metricsText(origin, signal));
  return new Map(
    functions.map((name) => [
      name,
      figuresOf(samples.filter(({ labels }) => labels.get('function') === name && labels.get('namespace') === namespace)),
    ]),
  );
}

async function metricsText(origin: string, signal: AbortSignal): Promise<string> {
  let response: Response;
  try {
    response = await fetch(new URL('/metrics', origin), { signal: AbortSignal.any([signal, AbortSignal.timeout(answerMaxMs)]) });
  } catch (error) {
    signal.throwIfAborted();
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new RegionFailure({ kind: 'silent', origin, detail: cause instanceof Error ? cause.message : String(cause) }, { cause: error });
  }
  if (!response.ok) throw new RegionFailure({ kind: 'strange', origin, detail: `HTTP ${response.status}` });
  return response.text();
}

/** One figure with its labels. */
interface Sample {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

/** @source Prometheus, Exposition formats: a name, labels, a value */
function samplesIn(text: string): Sample[] {
  return text.split('\n').flatMap((line) => {
    const [, name, labels = '', value] = /^([A-Za-z_:][\w:]*)(?:\{(.*)\})? (\S+)/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, labels: labelsIn(labels), value: Number(value) }];
  });
}

function labelsIn(text: string): ReadonlyMap<string, string> {
  const pairs = [...text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)];
  return new Map(pairs.map(([, name = '', value = '']) => [name, value.replaceAll(/\\(.)/g, (_all, sign: string) => (sign === 'n' ? '\n' : sign))]));
}

/** A function's figures stand apart by the names that it was called by. @source S180 */
function figuresOf(samples: readonly Sample[]): Figures {
  const values = (metric: string): number[] => samples.filter(({ name }) => name === metric).map(({ value }) => value);
  const sum = (metric: string): number => values(metric).reduce((total, value) => total + value, 0);
  const invocations = sum('scf_invocation_total');
  return {
    invocations,
    errors: sum('scf_error_total'),
    throttled: sum('scf_throttle_total'),
    durationMs: invocations === 0 ? undefined : sum('scf_duration_milliseconds_total') / invocations,
    concurrency: sum('scf_concurrent_executions'),
    memoryMB: invocations === 0 ? undefined : Math.max(0, ...values('scf_mem_megabytes')),
    http432: sum('scf_http_432_total'),
    http433: sum('scf_http_433_total'),
    http434: sum('scf_http_434_total'),
  };
}
