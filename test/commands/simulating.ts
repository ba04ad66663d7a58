import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import recordSchema from '../../schema/record.json';
import summarySchema from '../../schema/summary.json';
import { simulate, type SimulationMachine } from '../../src/commands/simulate';
import { readSimulateOptions, type RawSimulateOptions } from '../../src/commands/simulateOptions';
import type { RunVariants } from '../../src/commands/simulateVariants';
import { runSimulation, type SimulationResult } from '../../src/commands/simulationRun';
import type { KnownService } from '../../src/commands/serviceCheck';
import type { Lang } from '../../src/messages';
import type { SimulationSummary } from '../../src/report/simulationSummary';
import { recorded } from './output';

export const dir = mkdtempSync(join(tmpdir(), 'scf-simulate-'));
afterAll(() => rmSync(dir, { recursive: true }));
let files = 0;

/** A file in the folder of the service; returns its name. */
export function fileOf(text: string | Uint8Array, name = `${(files += 1)}.csv`): string {
  writeFileSync(join(dir, name), text);
  return name;
}

/** A trace of our own format; each row is `atMs,function,type` and what may follow. */
export function traceOf(rows: readonly string[]): string {
  return fileOf(
    ['atMs,function,type,durationMs,coldStartMs,outcome', ...rows.map((row) => row.padEnd(row.length + 5 - row.split(',').length + 1, ','))].join(
      '\n',
    ),
  );
}

export interface Parts {
  readonly functions?: object;
  readonly scf?: object;
}

/** A service with one function, `f`, of 128 MB, unless said otherwise. */
export function shop({ functions = {}, scf = {} }: Parts = {}): KnownService {
  const provider = { name: 'tencent', runtime: 'Nodejs18.15', region: 'ap-guangzhou' };
  const f = { handler: 'index.main', timeout: 60 };
  return { service: { service: 'shop', provider, functions: { f, ...functions }, custom: { scf } }, dir, file: 'serverless.yml' };
}

/** Variants one after the other, in this thread. */
const inProcess: RunVariants = async (jobs, watch) => {
  const results: (SimulationResult | undefined)[] = [];
  for (const job of jobs) results.push(watch.interrupt.aborted ? undefined : await runSimulation(job, watch));
  return results;
};

export interface Simulated {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command as a command line would. */
export async function simulated(
  service: KnownService,
  options: RawSimulateOptions,
  { lang = 'en', columns, ...machine }: Partial<SimulationMachine> & { readonly lang?: Lang; readonly columns?: number } = {},
): Promise<Simulated> {
  const output = { ...recorded(lang), columns };
  const whole = { onInterrupt: () => () => undefined, runVariants: inProcess, ...machine };
  const code = await simulate(service, readSimulateOptions(options, dir, lang), output, whole);
  return { code, out: output.outs.join('\n'), err: output.errs.join('\n') };
}

/** The summary that it prints as JSON. */
export async function summaryOf(service: KnownService, options: RawSimulateOptions): Promise<SimulationSummary> {
  const { out } = await simulated(service, { ...options, json: true });
  return (JSON.parse(out) as { summary: SimulationSummary }).summary;
}

const ajv = new Ajv({ strict: false });
const [isSummary, isRecord] = [ajv.compile(summarySchema), ajv.compile(recordSchema)];

/** What the published shape of a summary, or of a record, does not allow. */
export function faultsOf(kind: 'summary' | 'record', value: unknown): unknown {
  const check = kind === 'summary' ? isSummary : isRecord;
  check(value);
  return check.errors;
}
