import { functionPlan } from '../scf/plans';
import { fails, succeeds, type Behaviour } from './modelledRuntime';
import { open } from './opened';

/** The machine has slept, or the process was stopped, and goes on as if nothing had been. */

const timeoutMs = 20_000;
const standstillMs = 90_000;

function opened(a: Behaviour) {
  return open({ functions: [functionPlan('a', { timeoutMs })], behaviours: { a } });
}

it('what an instance has done meanwhile counts, though its time is over (S153)', async () => {
  const { runtime, invoke } = opened({ run: () => succeeds(10_000, '"done"') });
  const { answer } = invoke('a');
  runtime.pass(4_000);
  runtime.standStill(standstillMs);
  runtime.pass(0);
  expect(await answer).toEqual({ kind: 'result', result: Buffer.from('"done"') });
});

it('what it has not done may still take as long as it might have (S153)', async () => {
  const { region, runtime, invoke } = opened({ run: () => [] });
  const { ended } = invoke('a');
  runtime.pass(0);
  runtime.standStill(standstillMs);
  runtime.pass(timeoutMs - 1);
  expect(region.levels()).toMatchObject({ busyMB: 128 });
  runtime.pass(1);
  expect((await ended).record).toMatchObject({ status: 433, endedMs: standstillMs + timeoutMs });
});

it('an initialisation, too (S121)', async () => {
  const { runtime, invoke } = open({ functions: [functionPlan('a', { initTimeoutMs: 10_000 })], behaviours: { a: { init: [] } } });
  const { ended } = invoke('a');
  runtime.standStill(standstillMs);
  runtime.pass(9_999);
  runtime.pass(1);
  expect((await ended).record).toMatchObject({ status: 450, endedMs: standstillMs + 10_000 });
});

it('a retry that fell due meanwhile is made now: none of its attempts is used up by time in which it could not run (S54)', async () => {
  let runs = 0;
  const { runtime, send } = opened({ run: () => ((runs += 1) === 1 ? fails(10, 430, 'oh') : succeeds(20)) });
  const { ended } = send('a');
  runtime.pass(1_000);
  runtime.standStill(600_000);
  runtime.pass(1_000);
  expect((await ended).record.attempts).toEqual([
    expect.objectContaining({ startedMs: 0, endedMs: 10, status: 430 }),
    expect.objectContaining({ startedMs: 601_000, endedMs: 601_020, status: 200 }),
  ]);
});

it('an instance whose keep-alive ended meanwhile is gone (S111)', () => {
  const { region, runtime, invoke } = opened({});
  invoke('a');
  runtime.pass(1_000);
  runtime.standStill(600_000);
  runtime.pass(0);
  expect(region.instances()).toEqual([]);
});

it('a few seconds are no standstill: a busy machine does not put off what is due', async () => {
  const { runtime, invoke } = opened({ run: () => [] });
  const { ended } = invoke('a');
  runtime.pass(0);
  runtime.standStill(timeoutMs + 4_000);
  runtime.pass(0);
  expect((await ended).record).toMatchObject({ status: 433 });
});
