import { openHome } from '../../cloud/home';
import type { CloudTime } from '../../../src/cloud';
import { applyPlan } from '../../../src/deploy/applying';
import { openJournal } from '../../../src/deploy/journalFile';
import { cleanStages, newFolder } from '../../api/control/stage';
import { archiveFor, differencesLeft, planFor, target } from '../faults/planner';
import { scenarios } from '../faults/scenarios';

afterAll(cleanStages);

it.each(scenarios)('over the wire, signed, at the documented rates, with the journal in its file: $name', async ({ before, after }) => {
  const home = await openHome({ createDelayMs: 250 });
  const dir = newFolder();
  // The region goes on while the deploy sleeps.
  const time: CloudTime = {
    nowMs: () => home.time.nowMs(),
    random: () => 0,
    sleep: async (ms, signal) => {
      await home.time.sleep(ms, signal);
      home.region.pass(ms);
    },
  };
  for (const wanted of [before, after]) {
    const journal = await openJournal(dir, target);
    const plan = await planFor(home.client, time, wanted, journal.found);
    const { outcome } = await applyPlan(plan, {
      client: home.client,
      codeOf: async ({ work }) => ({ ZipFile: 'code' in work && work.code.kind === 'package' ? archiveFor(wanted, work.code.contentHash) : '' }),
      journal,
      time,
      signal: new AbortController().signal,
      emit: () => undefined,
      verify: (name) => differencesLeft(home.client, time, wanted, name),
    });
    await journal.close();
    expect(outcome).toBe('done');
  }
  const journal = await openJournal(dir, target);
  expect(Object.keys(journal.found?.functions ?? {}).sort()).toEqual(after.map(({ plan }) => plan.name).sort());
  expect(journal.found?.run?.outcome).toBe('done');
  expect((await planFor(home.client, time, after, journal.found)).steps).toEqual([]);
  await journal.close();
});
