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

/** Its triggers of every way to change, quotas of its own, and instances that a schedule sets. */
const tended: Wanted = {
  plan: { ...resizePlan, schedule: [{ name: 'day', cron: '0 0 8 * * * *', instances: 4 }], retryNum: 1 },
  written: {
    events: [
      { timer: { name: 'nightly', cron: '0 0 3 * * * *' } },
      { timer: { name: 'gone', cron: '0 0 3 * * * *' } },
      { cos: { bucket: 'photos-1250000000', events: 'cos:ObjectCreated:*' } },
    ],
  },
  zip: zipOf('one'),
};

const otherEvents: Wanted['written'] = {
  events: [
    { timer: { name: 'nightly', cron: '0 0 4 * * * *' } },
    { timer: { name: 'new', cron: '0 0 3 * * * *' } },
    { cos: { bucket: 'photos-1250000000', events: 'cos:ObjectCreated:*', filter: { prefix: 'in/' } } },
  ],
};

const lowered: Wanted = { ...tended, plan: { ...tended.plan, memoryMB: 128, reservedMB: 6 * 128, schedule: [] }, written: otherEvents };
const followed: Wanted = { ...tended, plan: { ...tended.plan, provisionedInstances: 0, schedule: [], tracking: { target: 0.5, min: 3, max: 4 } } };
const withdrawn: Wanted = { ...lowered, plan: { ...lowered.plan, reservedMB: undefined, provisionedInstances: 0 } };

export const scenarios: readonly Scenario[] = [
  { name: 'first deploy', before: [], after: [resize, transcode] },
  { name: 'update and swap', before: [resize, transcode], after: [resized, transcode] },
  { name: 'change of quotas and triggers', before: [tended], after: [lowered] },
  { name: 'change to tracking', before: [tended], after: [followed] },
  { name: 'change to no instances', before: [tended], after: [withdrawn] },
  { name: 'removal', before: [resize, transcode], after: [transcode] },
];
