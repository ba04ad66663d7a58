import { zipped } from '../../api/control/stage';
import { functionPlan } from '../../scf/plans';
import type { Wanted } from './planner';

/** What is there before, and what the deploy under test wants. */
export interface Scenario {
  readonly name: string;
  readonly before: readonly Wanted[];
  readonly after: readonly Wanted[];
}

const zipOf = (text: string): string => zipped({ 'index.js': `exports.main_handler = async () => '${text}';\n` });

/** Its reservation holds the instances of two versions, and not one more. */
const resizePlan = functionPlan('resize', { memoryMB: 256, reservedMB: 6 * 256, provisionedInstances: 3, environment: { LEVEL: 'info' } });

const resize: Wanted = { plan: resizePlan, written: {}, zip: zipOf('one') };

const transcode: Wanted = {
  plan: functionPlan('transcode', { memoryMB: 512, asyncRun: true, traceEnable: true, retryNum: 0, msgTtlMs: 3_600_000 }),
  written: { asyncRunEnable: true, events: [{ timer: { name: 'nightly', cron: '0 0 3 * * * *' } }] },
  zip: zipOf('async'),
};

const resized: Wanted = { ...resize, plan: { ...resizePlan, timeoutMs: 60_000 }, zip: zipOf('two') };

export const scenarios: readonly Scenario[] = [
  { name: 'first deploy', before: [], after: [resize, transcode] },
  { name: 'update and swap', before: [resize, transcode], after: [resized, transcode] },
  { name: 'removal', before: [resize, transcode], after: [transcode] },
];
