import { liveCause, OfflineLines } from '../../src/commands/offlineLines';
import type { EndOfInvocation, Happening } from '../../src/offline/happenings';
import { widthOf } from '../../src/report/width';
import type { Attempt, Cause, InvocationRecord, RequestId } from '../../src/scf';

const requestId = '00000000-0000-4000-8000-000000000001' as RequestId;
const at = new Date(2021, 10, 1, 9, 5, 7, 31);

const attempt = (more: Partial<Attempt> = {}): Attempt => ({ instance: 3, cold: true, startedMs: 1_812, endedMs: 3_016, status: 200, ...more });

function ended(record: Partial<InvocationRecord> = {}, more: Partial<EndOfInvocation> = {}): Happening {
  const base = { row: 0, requestId, function: 'resize', qualifier: '$DEFAULT', type: 'sync', arrivedMs: 1_000, endedMs: 3_016 } as const;
  const full: InvocationRecord = { ...base, status: 200, state: 'FINISHED', attempts: [attempt()], ...record };
  return {
    kind: 'ended',
    function: full.function,
    requestId,
    end: { record: full, durationMs: 1_204, memoryMB: 41.234, errorMessage: undefined, ...more },
  };
}

const cause: Cause = {
  limit: 'reserved',
  function: 'resize',
  quotaMB: 1280,
  elasticMB: 1280,
  usedMB: 1280,
  neededMB: 128,
  holders: [],
  admittedByMB: 1408,
};

const plain = (happening: Happening, lang: 'en' | 'zh' = 'en'): string =>
  new OfflineLines(lang, false, ['resize', 'transcode']).line(happening, at, 5_000);

it('tells a run by its instance, wait, duration, memory and status', () => {
  expect(plain(ended())).toBe(`09:05:07.031  resize     ${requestId}  cold #3    wait    812 ms  run     1.2 s    41.2 MB  200`);
  expect(plain(ended({ attempts: [attempt({ cold: false })] }, { memoryMB: undefined }))).toContain(
    '  warm #3    wait    812 ms  run     1.2 s          -  200',
  );
});

it('keeps its columns, in Chinese as well', () => {
  const columnOf = (line: string): number => widthOf(line.slice(0, line.search(/200$/)));
  const lines = [ended(), ended({ attempts: [attempt({ cold: false, instance: 127 })] }), ended({}, { durationMs: 86_000_000, memoryMB: 3072 })];
  for (const lang of ['en', 'zh'] as const) {
    const all = lines.map((each) => plain(each, lang));
    expect(new Set(all.map(columnOf)).size).toBe(1);
    expect(all[1]).toContain(lang === 'zh' ? '热启动 #127  等待' : 'warm #127  wait');
  }
});

it('tells the time of each line', () => {
  const lines = new OfflineLines('en', false, []);
  const times = [at, new Date(2021, 10, 1, 9, 5, 7, 999), new Date(2021, 10, 1, 9, 5, 8, 0), at];
  expect(times.map((each) => lines.line(ended(), each, 0).slice(0, 12))).toEqual(['09:05:07.031', '09:05:07.999', '09:05:08.000', '09:05:07.031']);
});

it('makes room for a function that comes later', () => {
  const lines = new OfflineLines('en', false, ['a']);
  lines.line(ended({ function: 'media/transcode' }), at, 0);
  expect(lines.line(ended({ function: 'a' }), at, 0)).toContain(`  a${' '.repeat(14)}  ${requestId}`);
});

it.each([
  {
    why: 'a failure',
    happening: ended({ status: 430, state: 'FAILED' }, { errorMessage: 'no such video' }),
    says: '41.2 MB  430 FAILED no such video',
  },
  { why: 'a second attempt', happening: ended({ attempts: [attempt({ status: 430 }), attempt()] }), says: '200 (2 attempts)' },
  {
    why: 'a refusal (S14)',
    happening: ended({ status: 432, state: 'REFUSED', attempts: [], cause }),
    says: '  432: "resize" reserves 1280 MB = 10 instances of 128 MB;',
  },
  {
    why: 'a call of nothing',
    happening: ended({ status: 435, state: 'REFUSED', attempts: [] }, { errorMessage: 'FunctionNotFound: x' }),
    says: '  435 REFUSED FunctionNotFound: x',
  },
  { why: 'an event that never ran', happening: ended({ status: 499, state: 'ABORTED', attempts: [] }), says: '  499 ABORTED' },
  { why: 'acceptance', happening: { kind: 'accepted', function: 'resize', requestId } as const, says: '  accepted' },
  {
    why: 'a wait',
    happening: { kind: 'waits', function: 'resize', requestId, cause } as const,
    says: '  waits in the queue: 432: "resize" reserves',
  },
  {
    why: 'a retry (S54)',
    happening: { kind: 'retries', function: 'resize', requestId, retry: { status: 430, afterMs: 60_000, because: 'run', nth: 1, max: 2 } } as const,
    says: '  430: retry 1 of 2 in 60 s',
  },
  {
    why: 'a repetition (S55)',
    happening: {
      kind: 'retries',
      function: 'resize',
      requestId,
      retry: { status: 432, afterMs: 60_000, because: 'overLimit', nth: 1, max: 2 },
    } as const,
    says: '  432: again in 60 s',
  },
] satisfies { why: string; happening: Happening; says: string }[])('tells $why', ({ happening, says }) => {
  expect(plain(happening)).toContain(says);
});

it.each([
  {
    limit: 'burst',
    more: { starts: [{ function: 'resize', instances: 500 }] },
    says: 'they went to "resize" (500) (S100). More may start in 55.5 s',
  },
  { limit: 'qps', more: { windowMs: 1000 }, says: 'take at most 500 calls per second (S79). More in 55.5 s' },
  { limit: 'ramp', more: { windowMs: 2000 }, says: 'starts at most 500 instances every 2 s (S51). More in 55.5 s' },
] as const)('S100: tells from now on when $limit lets more through, not from a beginning long ago', ({ limit, more, says }) => {
  const rate = { limit, function: 'resize', perWindow: 500, openedMs: 0, endsMs: 60_500, ...more } as Cause;
  expect(liveCause('en', rate, 5_000)).toContain(says);
  expect(liveCause('zh', rate, 5_000)).toContain('55.5 秒后');
  expect(liveCause('en', rate, 99_000)).toContain('in 0.0 s');
});

it('lets no text of a handler steer the terminal', () => {
  expect(plain(ended({ status: 430, state: 'FAILED' }, { errorMessage: '\u001b[2Jgone' }))).toContain('·[2Jgone');
  expect(new OfflineLines('en', false, []).written('resize', '\u001b]0;x')).toContain('resize  ·]0;x');
});
