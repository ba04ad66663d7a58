import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { scripts } from './playMoves';
import { regions } from './playPlan';
import { newTally, play } from './swarm';

/**
 * What `npm run mutation` asks about each of its thousands of changes: all tests of the engine, and of the random regions so many
 * as a second holds. Always the same ones, so that two runs agree; and what fails is not made smaller.
 */
const seeds = 40;
const movesMax = 120;

/** Of what a property of another test says of any input, so many are tried. */
const numRuns = 25;

/** They play thousands of regions. */
const tooLong = ['properties.test.ts', 'swarm.test.ts'];

fc.configureGlobal({ seed: 1, numRuns, endOnFailure: true });

const load = createRequire(__filename);
const files = readdirSync(__dirname).filter((file) => file.endsWith('.test.ts') && !tooLong.includes(file));

// Each beneath the name of its file: that tells apart what several files call the same.
describe.each(files)('%s', (file) => {
  load(`./${file}`);
});

it.each(Array.from({ length: seeds }, (_, seed) => seed))('keeps every rule of design §8 in the region of seed %i', (seed) => {
  for (const [region, script] of fc.sample(fc.tuple(regions, scripts(movesMax)), { seed, numRuns: 1 })) play(region, script, newTally());
});
