'use strict';

const { createState, nextDeadlineMs, scf2021, Sink, step } = require('serverless-scf/engine');

/**
 * The engine by itself: 1,200 calls of a cold function arrive at the same moment. What it decides comes as effects; whoever
 * carries them out reports back with inputs. Here every instance takes 300 ms to start and every call 2 s.
 */
const thumbnail = {
  key: 'thumbnail',
  memoryMB: 64,
  timeoutMs: 3_000,
  initTimeoutMs: 65_000,
  asyncRun: false,
  reservedMB: undefined,
  provisionedInstances: 0,
  schedule: [],
  tracking: undefined,
  retryNum: 2,
  msgTtlMs: 21_600_000,
  deadLetter: undefined,
  instanceConcurrency: 1,
  role: undefined,
};
const state = createState({ functions: [thumbnail], allocated: [], profile: scf2021 });
const byStatus = {};
const due = []; // what our instances will report, in order of time
let nowMs = 0;
let instances = 0;

class Shell extends Sink {
  starts({ id }) {
    instances += 1;
    due.push({ atMs: nowMs + 300, input: { kind: 'started', instanceId: id } });
  }

  runs({ id }, instance) {
    const input = { kind: 'finished', instanceId: instance.id, id, status: 200, gone: false, keepAliveMs: scf2021.keepAliveMs };
    due.push({ atMs: nowMs + 2_000, input });
  }

  ended(_invocation, status) {
    byStatus[status] = (byStatus[status] ?? 0) + 1;
  }
}

const shell = new Shell();
for (let id = 0; id < 1_200; id += 1) {
  const call = { kind: 'invoked', id, function: 'thumbnail', qualifier: '$LATEST', type: 'sync', bytes: 2, draw: 0 };
  step(state, call, nowMs, shell);
}
for (let next = due.shift(); next; next = due.shift()) {
  nowMs = next.atMs;
  step(state, next.input, nowMs, shell);
}

console.log(JSON.stringify({ instances, byStatus, keptUntilSec: nextDeadlineMs(state) / 1000 }));
