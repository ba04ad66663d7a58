import fc from 'fast-check';
import { scripts } from './playMoves';
import { regions } from './playPlan';
import { newTally, play } from './swarm';

/** The plays themselves need no time; computing thousands of them does. */
const limitMs = 120_000;

it(
  'keeps every rule of design §8 whatever happens, comes to rest, and does the same again for the same inputs',
  () => {
    const property = fc.property(regions, scripts(80), (region, script) => play(region, script, newTally()));
    fc.assert(property, { numRuns: 2_000 });
  },
  limitMs,
);
