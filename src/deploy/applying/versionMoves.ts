import { Reading } from '../../cloud/reading';
import { DEFAULT_ALIAS } from '../../scf';
import type { StepWork } from '../plan';
import { holds, isBlank } from './alike';
import type { Hands } from './hands';
import type { Move } from './move';
import { levelOf, unlessGone, untilActive, untilProvisioned, untilReleased } from './waits';

type Work<K extends StepWork['kind']> = Extract<StepWork, { readonly kind: K }>;

/**
 * `$LATEST` becomes a version, once: the description that it gets tells it from others when the answer was lost.
 * @source S140; scf-api.md PublishVersion, ListVersionByFunction
 */
export function publish(hands: Hands, { description }: Work<'publish'>): Move {
  return {
    send: () => hands.send('PublishVersion', { Description: description }),
    made: (answer) => new Reading(answer, hands.host, 'PublishVersion').text('FunctionVersion'),
    found: async () => {
      // While it is being published it is not in the list.
      await untilActive(hands);
      const versions = await versionsOf(hands);
      const ours = versions.filter((version) => version.description === description && /^\d+$/.test(version.name));
      const newest = ours.map(({ name }) => Number(name)).sort((a, b) => b - a)[0];
      return newest === undefined ? undefined : { made: String(newest) };
    },
    settled: async (made) => {
      if (made !== undefined) await untilActive(hands, made);
      await untilActive(hands);
    },
  };
}

async function versionsOf(hands: Hands): Promise<{ readonly name: string; readonly description: unknown }[]> {
  const rows = await hands.pages('ListVersionByFunction', 'Versions');
  return rows.map((row) => ({ name: row.text('Version'), description: row.values['Description'] }));
}

/** @source scf-api.md PutReservedConcurrencyConfig */
export function putReserved(hands: Hands, { mb }: Work<'putReserved'>): Move {
  return {
    send: () => hands.send('PutReservedConcurrencyConfig', { ReservedConcurrencyMem: mb }),
    found: async () => ((await reservedMB(hands)) === mb ? {} : undefined),
  };
}

export function deleteReserved(hands: Hands): Move {
  return {
    send: () => hands.send('DeleteReservedConcurrencyConfig'),
    found: async () => ((await reservedMB(hands)) === undefined ? {} : undefined),
    refused: ({ code }) => (/^ResourceNotFound(\.|$)/.test(code) ? {} : undefined),
  };
}

/** Undefined for none. @source scf-api.md GetReservedConcurrencyConfig */
async function reservedMB(hands: Hands): Promise<number | undefined> {
  const action = 'GetReservedConcurrencyConfig';
  const answer = await unlessGone(hands.read(action));
  return answer && new Reading(answer, hands.host, action).amountOrNone('ReservedMem');
}

/** @source S21, S135, S136; scf-api.md PutProvisionedConcurrencyConfig */
export function putProvisioned(hands: Hands, { of, params }: Work<'putProvisioned'>): Move {
  return {
    send: () => hands.send('PutProvisionedConcurrencyConfig', { Qualifier: hands.versionOf(of), ...params }),
    found: async () => {
      const level = await levelOf(hands, hands.versionOf(of));
      const { VersionProvisionedConcurrencyNum: wanted, TriggerActions: actions, TrackingTarget: target } = params;
      // What tracking was set to is not told: to set it again does no harm.
      if (!level || target !== undefined || level.allocated !== wanted) return undefined;
      return holds(
        level.actions.map(({ values }) => values),
        actions ?? [],
      )
        ? {}
        : undefined;
    },
  };
}

export function awaitProvisioned(hands: Hands, { of, instances }: Work<'awaitProvisioned'>): Move {
  return { ...reading, send: () => untilProvisioned(hands, hands.versionOf(of), instances) };
}

export function deleteProvisioned(hands: Hands, { of }: Work<'deleteProvisioned'>): Move {
  const version = hands.versionOf(of);
  return {
    send: () => hands.send('DeleteProvisionedConcurrencyConfig', { Qualifier: version }),
    found: async () => ((await levelOf(hands, version)) ? undefined : {}),
    refused: ({ code }) => (/^ResourceNotFound(\.|$)/.test(code) ? {} : undefined),
    settled: () => untilReleased(hands, version),
  };
}

/** All traffic of `$DEFAULT` goes to one version. @source S141, S142; scf-api.md UpdateAlias */
export function moveAlias(hands: Hands, { to, description }: Work<'moveAlias'>): Move {
  const version = hands.versionOf(to);
  const Description = description?.replaceAll('{version}', version);
  const described = Description === undefined ? {} : { Description };
  return {
    send: () => hands.send('UpdateAlias', { Name: DEFAULT_ALIAS, FunctionVersion: version, ...described }),
    found: async () => {
      const answer = await hands.read('GetAlias', { Name: DEFAULT_ALIAS });
      return answer['FunctionVersion'] === version && isBlank(answer['RoutingConfig']) && holds(answer, described) ? {} : undefined;
    },
  };
}

/** Moves that only read can be made anew. */
export const reading: Pick<Move, 'found'> = { found: () => undefined };
