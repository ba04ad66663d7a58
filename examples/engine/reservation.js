'use strict';

const { scf2021, Simulation } = require('serverless-scf/simulation');

/**
 * What if: at every full minute of an hour 400 files arrive together, each of which takes 3 s. How much has to be reserved for the
 * function that takes them? The same rows, on the same engine, with one reservation after the other.
 */
function hourWith(reservedMB) {
  const thumbnail = {
    key: 'thumbnail',
    type: 'event',
    memoryMB: 128,
    timeoutMs: 10_000,
    initTimeoutMs: 65_000,
    asyncRun: false,
    reservedMB,
    provisionedInstances: 0,
    schedule: [],
    tracking: undefined,
    retryNum: 2,
    msgTtlMs: 21_600_000,
    deadLetter: undefined,
    instanceConcurrency: 1,
    role: undefined,
  };
  const plan = { functions: [thumbnail], allocated: [], models: {}, profile: scf2021 };
  const simulation = new Simulation({ plan, seed: 1 });
  for (let minute = 0; minute < 60; minute += 1) {
    for (let file = 0; file < 400; file += 1) {
      simulation.arrive({ atMs: minute * 60_000, function: 'thumbnail', type: 'sync', durationMs: 3_000, coldStartMs: 500 });
    }
  }
  simulation.finish();
  const { byStatus, coldStarts } = simulation.summary();
  return { reservedMB, done: byStatus['200'], refused: byStatus['432'] ?? 0, coldStarts };
}

console.log(JSON.stringify([12_800, 25_600, 51_200].map(hourWith)));
