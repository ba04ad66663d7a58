import {
  assertColdStarts,
  assertEndedAs,
  assertFifo,
  assertPeak,
  assertSucceeded,
  assertThrottled,
  createRegion,
  type FunctionOptions,
  type TestRegion,
} from '../../src/harness';
import '../../src/harness/jest';
import type { InvocationRecord } from '../../src/scf';

/** Three calls at once of a function that may hold 256 MB: two of 128 MB run, one is refused. */
async function crowded(): Promise<TestRegion> {
  const region = await createRegion({
    lang: 'en',
    functions: { f: { model: { durationMs: 1_000 }, memorySize: 128, reservedConcurrency: 256 }, never: { model: {} } },
  });
  await Promise.all([region.invoke('f'), region.invoke('f'), region.invoke('f')]);
  return region;
}

/** What a check says when it fails. */
function complaint(check: () => void): string {
  try {
    check();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

it('S14: says which request was refused, by which limit, and who held it', async () => {
  const region = await crowded();
  expect(region).toBeThrottled({ by: 'quota' });
  expect(region).not.toBeThrottled({ by: 'burst' });
  expect(region).not.toHaveSucceeded();
  const refused = region.records[2]?.requestId ?? '';
  for (const said of [complaint(() => expect(region).toHaveSucceeded()), complaint(() => assertSucceeded(region))]) {
    expect(said).toContain('of 3 invocations 1 did not end with 200');
    expect(said).toContain(`f ${refused} @0 ms: 432 REFUSED; 432: "f" reserves 256 MB = 2 instances of 128 MB; 256 MB were in use`);
  }
});

it('S101: knows a refusal by the burst limit from one by memory', async () => {
  const region = await createRegion({ lang: 'en', engine: { burstPerMinute: 1 }, functions: { f: { model: { durationMs: 100 } } } });
  const results = await Promise.all([region.invoke('f'), region.invoke('f')]);
  expect(results[1]).toBeThrottled({ by: 'burst' });
  expect(results[1]).not.toBeThrottled({ by: 'quota' });
  expect(results[0]).not.toBeThrottled();
  expect(complaint(() => assertThrottled(region, { by: 'quota' }))).toContain('429: the region starts at most 1 instances per minute');
});

it('S14, S55: sees what waits for a limit at the moment, and says so', async () => {
  const region = await createRegion({
    lang: 'en',
    functions: { q: { model: { durationMs: 50_000 }, timeout: 60, memorySize: 128, reservedConcurrency: 128 } },
  });
  const [runs, waits] = [await region.invokeAsync('q'), await region.invokeAsync('q')];
  await region.advance('10s');
  expect([region.records, region.open]).toEqual([[], 2]);
  for (const held of [region, waits, [runs, waits]]) {
    expect(held).toBeThrottled();
    expect(held).toBeThrottled({ by: 'quota' });
    expect(held).not.toBeThrottled({ by: 'burst' });
    expect(complaint(() => expect(held).not.toBeThrottled())).toContain(
      `a limit (any) was in the way of 1 invocation:\n  q ${waits.requestId} @0 ms: QUEUED; `,
    );
  }
  expect(runs).not.toBeThrottled();
  await region.advance('45s');
  expect(region.event(waits.requestId).state).toBe('RUNNING');
  expect(waits).toBeThrottled({ by: 'quota' });
  await region.runUntilIdle();
  expect(region).toBeThrottled({ by: 'quota' });
  expect(region.held).toEqual([]);
});

it('compares peaks, cold starts and states, and tells the real ones', async () => {
  const region = await crowded();
  expect(region).toPeakAt({ mb: 256, instances: 2 });
  expect(region).toPeakAt({ mb: 0, instances: 0, function: 'never' });
  expect(region).not.toPeakAt({ mb: 128 });
  expect(complaint(() => assertPeak(region, { instances: 3 }))).toContain(
    'the region peaked at 256 MB busy and 2 instances alive (asked for: any MB, 3 instances)',
  );
  expect(region).toColdStart(2);
  expect(region).not.toColdStart(3);
  expect(complaint(() => assertColdStarts(region, 3))).toContain('2 cold starts (asked for: 3)');
  expect(complaint(() => assertColdStarts(region, undefined, { function: 'never' }))).toContain('0 cold starts (asked for: at least one)');
  expect(region.records[2]).toEndAs('REFUSED');
  expect(region).not.toEndAs('FINISHED');
  expect(complaint(() => assertEndedAs(region, 'FINISHED'))).toContain('of 3 invocations 1 ended otherwise than as FINISHED');
});

it('S54: names cold starts, and neither what came to a warm instance nor a part of them as if it were all', async () => {
  const fails = () => {
    throw new Error('not yet');
  };
  const region = await createRegion({ lang: 'en', functions: { f: { handler: fails }, g: { model: { durationMs: 5 } } } });
  const { requestId } = await region.invokeAsync('f');
  await region.runUntilIdle();
  expect(region.records[0]?.attempts.map(({ cold }) => cold)).toEqual([true, false, false]);
  expect(complaint(() => assertColdStarts(region, 3))).toBe(`1 cold start (asked for: 3)\n  f ${requestId}: #1 @0 ms`);
  await Promise.all(Array.from({ length: 7 }, () => region.invoke('g')));
  expect(
    complaint(() => assertColdStarts(region, 3))
      .split('\n')
      .slice(-2),
  ).toEqual([expect.stringMatching(/^  g \S+: #5 @120000 ms$/), '  … and 3 more']);
});

it('S50: tells which event overtook which', async () => {
  const region = await createRegion({ lang: 'en', functions: { q: { model: { durationMs: 100 }, memorySize: 128, reservedConcurrency: 128 } } });
  for (let n = 0; n < 3; n += 1) await region.invokeAsync('q');
  await region.runUntilIdle();
  expect(region).toKeepFifo();
  const [first, second] = region.records as [InvocationRecord, InvocationRecord];
  const overtaken = [
    { ...first, attempts: [{ instance: 1, cold: false, startedMs: 500, endedMs: 600, status: 200 as const }] },
    { ...second, attempts: [{ instance: 1, cold: false, startedMs: 100, endedMs: 200, status: 200 as const }] },
  ];
  expect(overtaken).not.toKeepFifo();
  expect(complaint(() => assertFifo(overtaken))).toContain(`${second.requestId} (@0 ms → @100 ms) began before ${first.requestId}`);
});

it('S59: knows an event that is tried again after a later one has begun', async () => {
  let calls = 0;
  const fails = (): string => {
    calls += 1;
    if (calls === 1) throw new Error('not yet');
    return 'done';
  };
  const region = await createRegion({ lang: 'en', functions: { q: { handler: fails }, m: { model: {} } } });
  const [first, second] = [await region.invokeAsync('q'), await region.invokeAsync('q')];
  await region.invokeAsync('m');
  await region.runUntilIdle();
  expect(region.records[0]?.attempts.map(({ startedMs }) => startedMs)).toEqual([0, 60_000]);
  expect(region).toKeepFifo();
  expect(region).not.toKeepFifo({ retries: true });
  expect(region).toKeepFifo({ retries: true, function: 'm' });
  expect([first, second].reverse()).not.toKeepFifo({ retries: true });
  expect(first).toKeepFifo({ retries: true });
  expect(complaint(() => assertFifo(region, { retries: true }))).toContain(
    `${first.requestId} (@0 ms → @0 ms) was tried again @60000 ms, after ${second.requestId} (@0 ms → @0 ms) had begun`,
  );
});

it('S123: does not take an attempt whose instance failed to start for a beginning', async () => {
  const region = await createRegion({ lang: 'en', functions: { q: { model: { durationMs: 100 } } } });
  for (let n = 0; n < 3; n += 1) await region.invokeAsync('q');
  await region.runUntilIdle();
  const [first, second, third] = region.records as [InvocationRecord, InvocationRecord, InvocationRecord];
  const begun = (startedMs: number) => ({ instance: 1, cold: true, startedMs, endedMs: startedMs, status: 200 as const });
  const failed = { ...begun(50), status: 443 as const, initOnly: true as const };
  const [never, late] = [
    { ...first, attempts: [{ ...failed, startedMs: 900 }] },
    { ...second, attempts: [failed, begun(60_050)] },
  ];
  expect([never, { ...second, attempts: [begun(100)] }]).toKeepFifo();
  expect([late, { ...third, attempts: [begun(100)] }]).not.toKeepFifo();
  expect([
    { ...first, attempts: [begun(100)] },
    { ...second, attempts: [{ ...failed, startedMs: 900 }] },
    { ...third, attempts: [begun(50)] },
  ]).not.toKeepFifo();
});

it('S59: knows of an event that is tried several times the last one', async () => {
  const region = await createRegion({ lang: 'en', functions: { q: { model: { durationMs: 100 } } } });
  for (let n = 0; n < 2; n += 1) await region.invokeAsync('q');
  await region.runUntilIdle();
  const [first, second] = region.records as [InvocationRecord, InvocationRecord];
  const begun = (startedMs: number) => ({ instance: 1, cold: true, startedMs, endedMs: startedMs, status: 200 as const });
  const thrice = { ...first, attempts: [0, 60_000, 180_000].map(begun) };
  expect([thrice, { ...second, attempts: [begun(120_000)] }]).not.toKeepFifo({ retries: true });
  expect([thrice, { ...second, attempts: [begun(180_000)] }]).toKeepFifo({ retries: true });
});

it('holds nothing for a success that has not ended', async () => {
  const region = await createRegion({ lang: 'en', functions: { q: { model: { durationMs: 100 } } } });
  expect(region).not.toHaveSucceeded();
  const accepted = await region.invokeAsync('q');
  expect(accepted).not.toHaveSucceeded();
  expect(region).not.toEndAs('FINISHED');
  expect(complaint(() => assertSucceeded(accepted))).toContain('and 1 have not ended');
  await region.runUntilIdle();
  expect(accepted).toHaveSucceeded();
  expect(region).toHaveSucceeded();
  await region.invokeAsync('q');
  expect(region).not.toHaveSucceeded();
  expect(region).not.toEndAs('FINISHED');
});

describe('what has begun and not ended counts', () => {
  const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const begun = async (functions: Record<string, FunctionOptions>) => {
    const region = await createRegion({ lang: 'en', functions });
    const calls = [await region.invokeAsync('f', { n: 1 }), await region.invokeAsync('f', { n: 2 })];
    return { region, calls };
  };

  it('S72: a job of hours had its cold start', async () => {
    const { region, calls } = await begun({ f: { handler: () => sleep(7_200_000), asyncRunEnable: true, timeout: 10_000 } });
    await region.advance('1h');
    expect(region).toColdStart(2);
    expect(calls[1]).toColdStart(1);
    expect(complaint(() => assertColdStarts(region, 0))).toBe(
      ['2 cold starts (asked for: 0)', ...calls.map(({ requestId }, index) => `  f ${requestId}: #${index + 1} @0 ms`)].join('\n'),
    );
    region.configure({ kind: 'functionRemoved', function: 'f' });
    expect(region).toColdStart(2, { function: 'f' });
  });

  it('S54, S123: so had what waits to be tried again, also where its instance failed to start', async () => {
    const fails = () => {
      throw new Error('not yet');
    };
    const { region, calls } = await begun({ f: { handler: fails, reservedConcurrency: 128 }, g: { create: fails } });
    const other = await region.invokeAsync('g');
    await region.advance('30s');
    expect(region.open).toBe(3);
    expect(region).toColdStart(1, { function: 'f' });
    expect(calls[1]).toColdStart(0);
    expect(other).toColdStart(1);
    expect(other.event).toMatchObject({ startedMs: undefined, attempts: [{ cold: true, startedMs: 0, initOnly: true }] });
    await region.runUntilIdle();
    expect(other.record?.attempts).toMatchObject(other.event?.attempts ?? []);
    expect(region.records.map(({ row }) => row)).toEqual(region.records.map(({ requestId }) => region.event(requestId).row));
  });

  it('S59: an event that runs on was overtaken by one before it that came back', async () => {
    let calls = 0;
    const handler = async ({ n }: { n: number }) => {
      calls += 1;
      if (calls === 1) throw new Error('not yet');
      await sleep(n * 300_000);
    };
    const { region, calls: made } = await begun({ f: { handler, timeout: 900 } });
    expect(region).toKeepFifo({ retries: true });
    await region.advance('61s');
    expect([region.open, region.event(made[0]?.requestId ?? '').attempts.length]).toEqual([2, 2]);
    expect(region).not.toKeepFifo({ retries: true });
    expect([...made].reverse()).not.toKeepFifo({ retries: true });
    expect(region).toKeepFifo();
  });
});

describe('what cannot be checked', () => {
  it.each<{ what: string; make: (region: TestRegion) => unknown; said: RegExp }>([
    { what: 'a promise', make: (region) => region.invoke('f'), said: /promise.*await region\.invoke/i },
    { what: 'a promise among others', make: (region) => [region.records[0], region.invoke('f')], said: /promise.*await region\.invoke/i },
    { what: 'a RequestId', make: (region) => region.records[0]?.requestId, said: /[0-9a-f-]{36}/ },
    { what: 'the state of an event', make: (region) => region.event(region.records[0]?.requestId ?? ''), said: /requestId/ },
    { what: 'nothing', make: () => undefined, said: /undefined/ },
  ])('is $what: neither passes nor fails, but is named', async ({ make, said }) => {
    const region = await crowded();
    const subject = make(region);
    for (const check of [
      () => expect(subject).toHaveSucceeded(),
      () => expect(subject).not.toHaveSucceeded(),
      () => expect(subject).not.toBeThrottled(),
      () => expect(subject).toColdStart(),
      () => expect(subject).not.toEndAs('FINISHED'),
      () => expect(subject).toKeepFifo(),
    ]) {
      expect(complaint(check)).toMatch(said);
    }
    expect(complaint(() => assertSucceeded(subject as TestRegion))).toMatch(said);
  });

  it('is anything but a region, by its peaks', async () => {
    const region = await crowded();
    expect(complaint(() => expect(crowded()).not.toPeakAt({ mb: 1 }))).toMatch(/promise/i);
    expect(complaint(() => expect(region.records[0]).toPeakAt({ mb: 1 }))).toContain('requestId');
  });

  it('is a function that the region does not have', async () => {
    const region = await crowded();
    for (const check of [
      () => expect(region).toPeakAt({ mb: 0, function: 'misspelt' }),
      () => expect(region).toColdStart(0, { function: 'misspelt' }),
      () => expect(region).toKeepFifo({ function: 'misspelt' }),
    ]) {
      expect(complaint(check)).toContain('There is no function "misspelt" in this region; it has f, never.');
    }
    expect(region).toColdStart(0, { function: 'never' });
  });
});

it('knows no state and no limit but those that there are', async () => {
  const region = await crowded();
  const [state, by] = ['ABORT', 'memory'] as unknown as ['ABORTED', 'quota'];
  expect(complaint(() => expect(region).not.toEndAs(state))).toContain('There is no "ABORT"; there are FINISHED, FAILED, ABORTED,');
  expect(complaint(() => expect(region).not.toBeThrottled({ by }))).toContain('There is no "memory"; there are quota, burst, qps, ramp.');
});

describe('options that mean nothing', () => {
  const odd = (value: unknown) => value as never;
  it.each<{ what: string; check: (region: TestRegion) => void; said: string }>([
    {
      what: 'a misspelt peak',
      check: (region) => expect(region).toPeakAt(odd({ MB: 5 })),
      said: 'no option MB; it has { mb, instances, function }',
    },
    {
      what: 'no peak',
      check: (region) => {
        expect(region).toPeakAt({ function: 'f' });
      },
      said: 'give `mb`, `instances` or both',
    },
    {
      what: 'nothing at all',
      check: (region) => {
        expect(region).toPeakAt(odd(undefined));
      },
      said: 'no option undefined',
    },
    {
      what: 'a limit by itself',
      check: (region) => {
        expect(region).not.toBeThrottled(odd('quota'));
      },
      said: "no option 'quota'; it has { by }",
    },
    {
      what: 'a misspelt limit',
      check: (region) => {
        expect(region).toBeThrottled(odd({ limit: 'quota' }));
      },
      said: 'no option limit',
    },
    {
      what: 'options in place of a number',
      check: (region) => expect(region).not.toColdStart(odd({ function: 'f' })),
      said: "not { function: 'f' }",
    },
    {
      what: 'a text in place of a number',
      check: (region) => {
        expect(region).not.toColdStart(odd('2'));
      },
      said: "not '2'",
    },
    {
      what: 'no number',
      check: (region) => {
        expect(region).not.toColdStart(NaN);
      },
      said: 'not NaN',
    },
    {
      what: 'a misspelt function',
      check: (region) => {
        expect(region).toKeepFifo(odd({ functions: 'f' }));
      },
      said: 'no option functions',
    },
  ])('are named: $what', async ({ check, said }) => {
    const region = await crowded();
    expect(complaint(() => check(region))).toContain(said);
  });
});

it.each([
  { lang: 'en', peak: 'asked for: 128 MB, any instances', limit: 'no limit (any)', nothing: 'nothing has been invoked' },
  { lang: 'zh', peak: '期望：128 MB、任意 个', limit: '均未受到限制（任意）', nothing: '没有任何调用' },
] as const)('says in $lang what may be anything, and what is nothing', async ({ lang, peak, limit, nothing }) => {
  const region = await createRegion({ lang, functions: { f: { model: {}, memorySize: 256 } } });
  expect(complaint(() => assertSucceeded(region))).toContain(nothing);
  expect(complaint(() => assertEndedAs(region, 'FINISHED'))).toContain(nothing);
  await region.invoke('f');
  expect(complaint(() => assertPeak(region, { mb: 128 }))).toContain(peak);
  expect(complaint(() => assertThrottled(region))).toContain(limit);
});

it('speaks the language of the region, also of a single call', async () => {
  for (const [lang, said] of [
    ['en', 'of 1 invocations 1 ended otherwise than as FAILED'],
    ['zh', '1 次调用中有 1 次未以 FAILED 结束'],
  ] as const) {
    const region = await createRegion({ lang, functions: { f: { model: {} } } });
    const call = await region.invoke('f');
    for (const subject of [region, call, [call], region.records, region.records[0]]) {
      expect(complaint(() => expect(subject).toEndAs('FAILED'))).toContain(said);
    }
  }
});
