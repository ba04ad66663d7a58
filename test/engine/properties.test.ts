import fc from 'fast-check';
import { moves, Play, plans, replay } from './play';

/** The plays themselves need no time; computing thousands of them does. */
const limitMs = 60_000;

it(
  'keeps every rule of design §8 whatever happens, and comes to rest',
  () => {
    fc.assert(
      fc.property(plans, moves, (plan, script) => {
        const play = new Play(plan);
        for (const move of script) play.do(move);
        play.playOut();
      }),
      { numRuns: 8_000 },
    );
  },
  limitMs,
);

it(
  'does the same for the same inputs at the same times',
  () => {
    fc.assert(
      fc.property(plans, moves, (plan, script) => {
        const play = new Play(plan);
        for (const move of script) play.do(move);
        expect(replay(plan, play.inputs)).toEqual(play.effects);
      }),
      { numRuns: 200 },
    );
  },
  limitMs,
);
