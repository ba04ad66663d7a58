import { statusTable } from '../../src/commands/offlineReport';
import { explain } from '../../src/commands/explain';
import { diffProfiles, showProfile, type ProfileService } from '../../src/commands/profile';
import { metricsText } from '../../src/commands/remote/metricsText';
import { validateService } from '../../src/commands/validate';
import { countsTable, eventsTable } from '../../src/report/events';
import { widthOf } from '../../src/report/width';
import { scf2021 } from '../../src/scf';
import type { Lang } from '../../src/messages';
import { recorded } from './output';
import { dir, shop, simulated, traceOf } from './simulating';

const columns = 40;

const service: ProfileService = { ...shop({ functions: { transcode: { handler: 'index.main', reservedConcurrency: 1280 } } }) };

async function printed(run: (output: ReturnType<typeof recorded>) => Promise<unknown>, lang: Lang): Promise<string> {
  const output = { ...recorded(lang), columns };
  await run(output);
  return output.outs.join('\n');
}

const rows = [0, 1].map((n) => `${n},f,sync,10`).concat('2,transcode,sync,10');

const states = { RUNNING: 1, FINISHED: 2, FAILED: 3, ABORTED: 4 };

const event = { requestId: '3f0c8a52-0000-4000-8000-000000000001', function: 'shop-dev-transcode', version: '$LATEST', state: 'RUNNING' };

const status = { function: 'transcode', instances: 3, busy: 2, busyMB: 1280, waiting: 1, throttledByQuota: 0, throttledByRate: 0 };

const remote = { key: 'transcode', name: 'shop-dev-transcode' };

it.each<{ readonly of: string; readonly text: (lang: Lang) => Promise<string> }>([
  { of: 'profile show', text: (lang) => printed((output) => showProfile(service, {}, output), lang) },
  { of: 'profile diff', text: (lang) => printed((output) => diffProfiles(service, { from: 'scf-2021', to: 'scf-2025' }, output), lang) },
  { of: 'simulate', text: async (lang) => (await simulated(service, { trace: traceOf(rows) }, { lang, columns })).out },
  {
    of: 'simulate --vary',
    text: async (lang) => (await simulated(service, { trace: traceOf(rows), vary: ['functions.f.memorySize=128,100'] }, { lang, columns })).out,
  },
  {
    of: 'validate',
    text: (lang) => printed((output) => validateService({ known: { ...service, dir }, options: { dir, env: {} } }, {}, output), lang),
  },
  { of: 'events list', text: (lang) => eventsTable([{ ...event, status: 200, startMs: 0, endMs: 10, durationMs: 10 }], lang, columns) },
  {
    of: 'events stats',
    text: (lang) => countsTable([{ function: 'f', namespace: 'default', states }], ['RUNNING', 'FINISHED', 'FAILED', 'ABORTED'], lang, columns),
  },
  { of: 'offline, its status', text: (lang) => statusTable([status], { lang, columns }) },
  {
    of: 'metrics',
    text: (lang) => {
      const about = { service: 'shop', stage: 'dev', region: 'ap-guangzhou', namespace: 'default', functions: [remote], profile: scf2021 };
      return metricsText({ service: about, host: 'h', rows: [{ ...remote, invocations: 8819, durationMs: 12.5 }], span: undefined }, lang, columns);
    },
  },
])('$of: the tables fit into a terminal of 40 columns, in both languages', async ({ text }) => {
  for (const lang of ['en', 'zh'] as const) {
    const lines = (await text(lang)).split('\n');
    expect(lines.length).toBeGreaterThan(2);
    // Sentences go on to the next line by themselves; a frame does not.
    expect(lines.filter((line) => /^[│┌├└]|^ {2}\S+ {2}/.test(line) && widthOf(line) > columns)).toEqual([]);
  }
});

it('explain: the page of a rule is as wide as the terminal', async () => {
  const page = await printed((output) => explain('SCF202', output), 'en');
  const why = page.split('\n\n')[1] ?? '';
  expect(Math.max(...why.split('\n').map(widthOf))).toBeLessThanOrEqual(columns);
});
