import { explain, lackOf } from '../../src/engine';
import { scf2021, type AsyncRunProfile, type FunctionPlan, type RequestId } from '../../src/scf';
import { functionPlan } from '../scf/plans';
import { Account, tally, times } from './account';

const x = (overrides: Partial<FunctionPlan> = {}) =>
  functionPlan('x', { asyncRun: true, timeoutMs: 86_400_000, initTimeoutMs: 300_000, ...overrides });
const y = (overrides: Partial<FunctionPlan> = {}) => ({ ...x(overrides), key: 'y' });

function account(functions: readonly FunctionPlan[], asyncRun: Partial<AsyncRunProfile>): Account {
  return new Account(functions, { profile: { asyncRun: { ...scf2021.asyncRun, ...asyncRun }, burstPerMinute: 100_000 } });
}

describe('how often functions with asynchronous execution may be invoked (S79)', () => {
  it('is 1,000 times a second; what is beyond fails at once and leaves no event', () => {
    const subject = account([x({ memoryMB: 64 })], {});
    expect(tally(times(1_001, () => subject.call('x')))).toEqual({ accepted: 1_000, starts: 1_000, 'ended 429': 1 });
    expect(subject.call('x')).toEqual(['ended x1002 429 qps']);
    subject.at(999);
    expect(subject.send('x')).toEqual(['ended x1003 429 qps']);
    expect(subject.state.backlog).toBe(0);
    subject.at(1_000);
    expect(subject.call('x')[0]).toBe('accepted x1004');
  });

  it('counts what waits and what is refused, too: it is invocations that are counted', () => {
    const subject = account([x({ reservedMB: 0 })], { maxQps: 2 });
    expect(subject.call('x')).toEqual(['ended x1 432 reserved']);
    expect(subject.send('x')).toEqual(['accepted x2', 'waits x2 reserved']);
    expect(subject.send('x')).toEqual(['ended x3 429 qps']);
  });

  it('counts no retry, and no invocation that is none', () => {
    const subject = account([x()], { maxQps: 1 });
    expect(subject.call('x', { qualifier: '9' })).toEqual(['ended x1 442']);
    expect(subject.call('x', { bytes: 1e9 })).toEqual(['ended x2 406']);
    subject.send('x');
    subject.startFailed(1, 500);
    subject.at(60_000);
    expect(subject.ring()).toEqual(['starts 2 for x3']);
    expect(subject.send('x')[0]).toBe('accepted x4');
  });

  it.each([
    { qpsScope: 'region', y: 'ended y1 429 qps' },
    { qpsScope: 'function', y: 'accepted y1' },
  ] as const)('is counted by $qpsScope (knob asyncRun.qpsScope)', ({ qpsScope, y: answer }) => {
    const subject = account([x(), y()], { maxQps: 2, qpsScope });
    times(2, () => subject.call('x'));
    expect(subject.call('x')).toEqual(['ended x3 429 qps']);
    expect(subject.call('y')[0]).toBe(answer);
  });

  it.each([
    { what: 'the account quota', overrides: {}, perSecond: 100 },
    { what: 'the account quota, by its memory', overrides: { memoryMB: 256 }, perSecond: 50 },
    { what: 'its reservation', overrides: { reservedMB: 5_120 }, perSecond: 4 },
    { what: 'a reservation of few instances: still one', overrides: { reservedMB: 256 }, perSecond: 1 },
  ])('is a tenth of the instances in $what: $perSecond (maxQps quota/10)', ({ overrides, perSecond }) => {
    const subject = account([x(overrides), y(overrides.reservedMB === undefined ? overrides : {})], { maxQps: 'quota/10' });
    const { 'ended 429': refused = 0 } = tally(times(200, () => subject.send('x')));
    expect(200 - refused).toBe(perSecond);
    // Each function has its own.
    expect(subject.call('y')[0]).toBe('accepted y1');
  });

  it.each(['region', 'function'] as const)('is said by the cause, with when the next is possible: by %s', (qpsScope) => {
    const subject = account([x()], { maxQps: 2, qpsScope });
    subject.at(500);
    times(2, () => subject.call('x'));
    const version = subject.state.functions.get('x')?.versions.get('$LATEST');
    if (!version) throw new Error('x is there');
    const cause = explain(subject.state, version, 'qps', 700, () => '' as RequestId);
    expect(cause).toEqual({ limit: 'qps', function: 'x', perWindow: 2, windowMs: 1_000, openedMs: 500, endsMs: 1_500 });
    expect(lackOf(subject.state, version, 'qps', 700)).toBe(800);
  });

  it('does not concern functions without it', () => {
    const subject = account([x(), functionPlan('b')], { maxQps: 1 });
    subject.call('x');
    expect(tally(times(5, () => subject.call('b')))).toEqual({ starts: 5 });
    expect(subject.call('x')).toEqual(['ended x2 429 qps']);
  });
});

describe('an event of such a function that meets a limit (S77, knob asyncRun.retryThrottled)', () => {
  it.each([
    { retryThrottled: true, overrides: {}, said: ['accepted x2', 'waits x2 reserved'] },
    { retryThrottled: false, overrides: {}, said: ['accepted x2', 'waits x2 reserved', 'ended x2 432 FAILED retries'] },
    {
      retryThrottled: false,
      overrides: { deadLetter: { type: 'topic', name: 'failed' } },
      said: ['accepted x2', 'waits x2 reserved', 'ended x2 432 DEAD_LETTERED retries'],
    },
  ])('retryThrottled $retryThrottled: $said', ({ retryThrottled, overrides, said }) => {
    const subject = account([x({ reservedMB: 128, ...overrides })], { retryThrottled });
    subject.call('x');
    expect(subject.send('x')).toEqual(said);
    expect(subject.state.backlog).toBe(retryThrottled ? 1 : 0);
  });

  it('leaves ordinary functions waiting', () => {
    const subject = account([functionPlan('b', { reservedMB: 128 })], { retryThrottled: false });
    subject.call('b');
    expect(subject.send('b')).toEqual(['accepted b2', 'waits b2 reserved']);
  });

  it.each([
    { retryThrottled: true, status: 449, said: 'retries x1 at 60000 after 449' },
    { retryThrottled: true, status: 500, said: 'retries x1 at 60000 after 500' },
    { retryThrottled: false, status: 500, said: 'ended x1 500 retries' },
    { retryThrottled: true, status: 450, said: 'ended x1 450' },
    { retryThrottled: true, status: 437, said: 'ended x1 437' },
  ] as const)('retryThrottled $retryThrottled, and a start that failed with $status: $said', ({ retryThrottled, status, said }) => {
    const subject = account([x()], { retryThrottled });
    subject.send('x');
    expect(subject.startFailed(1, status)).toEqual([said, 'stops 1 initFailed']);
  });

  it('is not tried again once it has begun, whatever ended it', () => {
    for (const status of [500, 449, 430, 433, 439] as const) {
      const subject = account([x()], {});
      subject.send('x');
      subject.started(1);
      const [said] = subject.finished(1, status);
      expect(said).toMatch(new RegExp(`^ended x1 ${status}( FAILED)?$`));
    }
  });
});
