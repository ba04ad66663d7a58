import type { Reading } from '../../cloud/reading';
import type { StepParams, StepWork } from '../plan';
import { holds } from './alike';
import type { Hands } from './hands';
import type { Found, Move } from './move';

type Work<K extends StepWork['kind']> = Extract<StepWork, { readonly kind: K }>;

/** @source scf-api.md CreateTrigger */
export function createTrigger(hands: Hands, { params }: Work<'createTrigger'>): Move {
  const found = async (): Promise<Found | undefined> => ((await triggerOf(hands, params)) ? {} : undefined);
  return {
    send: () => hands.send('CreateTrigger', params),
    found,
    // Made meanwhile, by us or others: whether it is as it should be is seen at the end.
    refused: async ({ code }) => (/^ResourceInUse\.Trigger(Name)?$/.test(code) ? found() : undefined),
  };
}

/** @source scf-api.md UpdateTrigger, which does not take a bucket's; of that only its switch changes: UpdateTriggerStatus */
export function updateTrigger(hands: Hands, { params }: Work<'updateTrigger'>): Move {
  return {
    send: () => hands.send(params['Type'] === 'cos' ? 'UpdateTriggerStatus' : 'UpdateTrigger', params),
    found: async () => {
      const trigger = await triggerOf(hands, params);
      return trigger && isAs(trigger, params) ? {} : undefined;
    },
  };
}

/** @source scf-api.md DeleteTrigger */
export function deleteTrigger(hands: Hands, { params }: Work<'deleteTrigger'>): Move {
  return {
    send: () => hands.send('DeleteTrigger', params),
    found: async () => ((await triggerOf(hands, params)) ? undefined : {}),
    refused: ({ code }) => (/^ResourceNotFound(\.|$)/.test(code) ? {} : undefined),
  };
}

/**
 * The trigger that a request names: by its kind, name and qualifier; those of one bucket have one name, and their events tell them apart.
 * @source scf-api.md ListTriggers, §5.7
 */
async function triggerOf(hands: Hands, params: StepParams): Promise<Reading | undefined> {
  const rows = await hands.pages('ListTriggers', 'Triggers');
  const { Type: type, TriggerName: name, Qualifier: qualifier = '$LATEST', TriggerDesc: desc } = params;
  return rows.find(({ values }) => {
    if (values['Type'] !== type || values['TriggerName'] !== name || values['Qualifier'] !== qualifier) return false;
    return type !== 'cos' || holds(parsed(values['TriggerDesc']), parsed(desc));
  });
}

/** @source scf-api.md CreateTrigger: OPEN and CLOSE come back as 1 and 0, a bare cron as `{"cron":"…"}` */
function isAs({ values }: Reading, { TriggerDesc: desc, Enable: enable, CustomArgument: argument }: StepParams): boolean {
  if (enable !== undefined && values['Enable'] !== (enable === 'CLOSE' ? 0 : 1)) return false;
  if (argument !== undefined && (values['CustomArgument'] ?? '') !== argument) return false;
  return desc === undefined || holds(parsed(values['TriggerDesc']), parsed(desc));
}

function parsed(desc: unknown): unknown {
  if (typeof desc !== 'string') return desc;
  try {
    return JSON.parse(desc) as unknown;
  } catch {
    return { cron: desc };
  }
}
