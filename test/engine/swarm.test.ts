import { newTally, playSeed } from './swarm';

/** The plays themselves need no time; computing thousands of them does. */
const limitMs = 180_000;

const seeds = 2_000;
const movesMax = 200;

/** What the seeds have to have met, so that it is known that they try something. */
const branches = [
  ...['accepted: event', 'accepted: call of an async-run function', 'accepted: comes back later'],
  ...['rejected: 406', 'rejected: 435', 'rejected: 438', 'rejected: 442', 'rejected: qps'],
  ...['refused: pool', 'refused: reserved', 'refused: burst'],
  ...['throttled: pool', 'throttled: reserved', 'throttled: burst', 'throttled: ramp', 'waits: behind another'],
  ...['deferred', 'deferred: comes back', 'deferred: 435'],
  ...['sent away again', 'comes back', 'dequeued: 435', 'dequeued: 438', 'dequeued: 442'],
  ...['retries: run', 'retries: overLimit', 'retries: system', 'retries: sent away'],
  ...['ends: FINISHED done', 'ends: FAILED done', 'ends: FAILED retries', 'ends: FAILED queueFull', 'ends: EXPIRED ttl'],
  ...['ends: DEAD_LETTERED done', 'ends: DEAD_LETTERED retries', 'ends: DEAD_LETTERED queueFull', 'ends: DEAD_LETTERED ttl'],
  ...['ends: ABORTED done', 'ends: ABORTED terminated', 'ends: REFUSED refused'],
  ...['starts: elastic', 'starts: provisioned', 'runs: shares an instance', 'runs: warm, provisioned'],
  ...['runs: warm, mru', 'runs: warm, lru', 'runs: warm, random'],
  ...['deadline: initialisation', 'deadline: time-out', 'credentials expire', 'given up on'],
  ...['stops: keepAlive', 'stops: recycled', 'stops: exited', 'stops: initFailed', 'stops: terminated', 'stops: updated'],
  ...['stops: recycled, provisioned', 'stops: exited, provisioned', 'stops: initFailed, provisioned', 'stops: released, provisioned'],
  ...['provisioned: taken back', 'provisioned: dismissed while starting', 'provisioned: dismissed while idle', 'provisioned: dismissed while busy'],
  ...['provisioned: not all fits', 'tracking: out', 'tracking: in', 'tracking: nothing fits'],
  ...['stands still', 'stands still: an attempt is overdue', 'stands still: a run is overdue'],
  ...['terminate: done', 'terminate: signalled', 'terminate: not running'],
  ...['change: reserved', 'change: provisioned', 'change: tracking', 'change: total', 'change: function', 'change: functionRemoved'],
  ...['change: status', 'change: published', 'change: versionRemoved', 'change: alias'],
  ...['change: reserved, LimitExceeded.FunctionReservedConcurrencyMemory', 'change: reserved, FailedOperation.ProvisionedExceedReserved'],
  ...['change: provisioned, FailedOperation.ProvisionedExceedAvailable', 'change: provisioned, FailedOperation.ProvisionedInProgress'],
  ...['change: total, LimitExceeded.TotalConcurrencyMemory', 'change: function, UnsupportedOperation.AsyncRunEnable'],
  ...[
    'late: an alarm is not heard',
    'late: a report comes too late',
    'late: an end is told of late',
    'late: an end is told of late, nobody needed it',
  ],
];

it(
  `keeps every rule of design §8 in ${seeds} regions that seeds choose, and meets every branch`,
  () => {
    const tally = newTally();
    for (let seed = 0; seed < seeds; seed += 1) {
      const failure = playSeed(seed, movesMax, tally);
      if (failure) throw new Error(`${failure.message}\nreplay: npm run swarm -- --seed ${seed}\n${failure.stack}`);
    }
    expect(branches.filter((branch) => !tally.seen.has(branch))).toEqual([]);
    expect(tally.invocations).toBeGreaterThan(seeds * 50);
  },
  limitMs,
);
