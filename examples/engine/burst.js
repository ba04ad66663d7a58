'use strict';

const { createState, nextDeadlineMs, scf2021, step } = require('serverless-scf/engine');

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
};
const state = createState({ functions: [thumbnail], allocated: [], profile: scf2021 });
const byStatus = {};
const due = []; // what our instances will report, in order of time
let instances = 0;

function tell(input, nowMs) {
  step(state, input, nowMs, (effect) => {
    if (effect.kind === 'starts') {
      instances += 1;
      due.push({ atMs: nowMs + 300, input: { kind: 'started', instanceId: effect.instanceId } });
    } else if (effect.kind === 'runs') {
      due.push({
        atMs: nowMs + 2_000,
        input: { kind: 'finished', instanceId: effect.instanceId, status: 200, gone: false, keepAliveMs: scf2021.keepAliveMs },
      });
    } else if (effect.kind === 'ended') {
      byStatus[effect.status] = (byStatus[effect.status] ?? 0) + 1;
    }
  });
}

for (let call = 0; call < 1_200; call += 1) {
  tell({ kind: 'invoked', requestId: `call ${call}`, function: 'thumbnail', qualifier: '$LATEST', type: 'sync', bytes: 2 }, 0);
}
for (let next = due.shift(); next; next = due.shift()) tell(next.input, next.atMs);

console.log(JSON.stringify({ instances, byStatus, keptUntilSec: nextDeadlineMs(state) / 1000 }));
