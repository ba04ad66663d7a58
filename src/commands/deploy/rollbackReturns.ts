import type { CloudClient } from '../../cloud';
import { inParallel } from '../../cloud/parallel';
import { configurationFrom } from '../../deploy/fields';
import { numberIn } from '../../deploy/fields/answer';
import { meantBy, type Meant, type Published, type Return, type Rollable } from '../../deploy/rollback';
import { limits } from '../../scf';
import { sayRollback } from '../../messages/rollback';
import type { Output } from '../output';
import type { Deployed } from './deployed';
import type { RollbackOptions } from './rollbackOptions';
import { shownTime } from './rollbackVersions';

/** A function, and the version that it is to go back to. */
interface MeantVersion {
  readonly rollable: Rollable;
  readonly to: Published;
}

/** What is meant of the functions that are there; of all others it is told why they cannot go back. */
export function meantFor(found: readonly Rollable[], { functions, wish, said }: RollbackOptions, service: Deployed, output: Output): MeantVersion[] {
  return functions.flatMap(({ key, name }): MeantVersion[] => {
    const rollable = found.find((one) => one.function.name === name);
    if (!rollable) {
      output.err(sayRollback(output.lang, 'rollback.notDeployed', { key, name, region: service.region }));
      return [];
    }
    const meant = wish ? meantBy(wish, rollable) : ({ kind: 'none' } as const);
    if (meant.kind === 'version') return [{ rollable, to: meant.version }];
    output.err(whyNot(meant, rollable, said, service, output));
    return [];
  });
}

function whyNot(
  meant: Exclude<Meant, { kind: 'version' }>,
  { function: { key }, versions }: Rollable,
  said: string,
  { program }: Deployed,
  { lang }: Output,
): string {
  switch (meant.kind) {
    case 'none':
      return sayRollback(lang, 'rollback.none', { key, program });
    case 'unknown':
      return sayRollback(lang, 'rollback.unknown', { key, version: said, known: versions.map(({ version }) => version) });
    case 'younger': {
      const oldest = versions.at(-1);
      return sayRollback(lang, 'rollback.younger', { key, asked: said, oldest: oldest?.version ?? '', at: oldest ? shownTime(oldest) : '' });
    }
    case 'failed':
      return sayRollback(lang, 'rollback.failed', { key, ...meant.version });
  }
}

/** Functions that are asked at a time. */
const atOnce = 4;

/** What is to be known of both versions of each function. @throws CloudError, CloudFault @source scf-api.md GetFunction */
export async function returnsOf(meant: readonly MeantVersion[], client: CloudClient, Namespace: string, signal: AbortSignal): Promise<Return[]> {
  return inParallel(meant, atOnce, async ({ rollable, to }) => {
    const ask = (Qualifier: string) => client.call('GetFunction', { FunctionName: rollable.function.name, Namespace, Qualifier }, { signal });
    const [answer, current] = await Promise.all([ask(to.version), ask(rollable.alias.version)]);
    return {
      rollable,
      to,
      configuration: configurationFrom(answer),
      currentConfiguration: configurationFrom(current),
      memoryMB: numberIn(answer, 'MemorySize') ?? limits.memoryDefault.value,
    };
  });
}
