import { sayApplying } from '../../messages/deployApplying';
import { DeployFault } from '../fault';
import type { Hands } from './hands';
import type { Move } from './move';
import { reading } from './versionMoves';

/** How often it is read again, ms: what was written may take a moment to be told. */
const againMs = [1_000, 2_000, 4_000];

/** The function is read and compared with what was wanted. @throws DeployFault `notAsWanted` */
export function verify(hands: Hands): Move {
  return {
    ...reading,
    send: async () => {
      for (const pauseMs of againMs) {
        if ((await hands.differences()).length === 0) return undefined;
        await hands.pause(pauseMs);
      }
      const left = await hands.differences();
      if (left.length === 0) return undefined;
      // Names only: values may be secrets.
      const options = [...new Set(left.map(({ option }) => option))];
      throw new DeployFault('notAsWanted', (lang) => sayApplying(lang, 'applying.notAsWanted', { name: hands.step.function, options }));
    },
  };
}
