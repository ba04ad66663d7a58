import { createFunction, deleteFunction, updateCode, updateConfiguration, updateEventInvoke } from './functionMoves';
import type { Hands } from './hands';
import type { Move } from './move';
import { createTrigger, deleteTrigger, updateTrigger } from './triggerMoves';
import { verify } from './verifyMove';
import { awaitProvisioned, deleteProvisioned, deleteReserved, moveAlias, publish, putProvisioned, putReserved } from './versionMoves';

/** How a step is done. */
export function moveOf(hands: Hands): Move {
  const { work } = hands.step;
  switch (work.kind) {
    case 'createFunction':
      return createFunction(hands, work);
    case 'updateCode':
      return updateCode(hands, work);
    case 'updateConfiguration':
      return updateConfiguration(hands, work);
    case 'updateEventInvoke':
      return updateEventInvoke(hands, work);
    case 'publish':
      return publish(hands, work);
    case 'putReserved':
      return putReserved(hands, work);
    case 'deleteReserved':
      return deleteReserved(hands);
    case 'putProvisioned':
      return putProvisioned(hands, work);
    case 'awaitProvisioned':
      return awaitProvisioned(hands, work);
    case 'deleteProvisioned':
      return deleteProvisioned(hands, work);
    case 'moveAlias':
      return moveAlias(hands, work);
    case 'createTrigger':
      return createTrigger(hands, work);
    case 'updateTrigger':
      return updateTrigger(hands, work);
    case 'deleteTrigger':
      return deleteTrigger(hands, work);
    case 'deleteFunction':
      return deleteFunction(hands);
    case 'verify':
      return verify(hands);
  }
}
