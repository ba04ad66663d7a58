import type { CloudClient } from '../../cloud';
import { numberIn, partIn, partsIn, textIn } from '../../deploy/fields/answer';
import type { FieldChange } from '../../deploy/plan';
import { instancesAtOnce } from '../../deploy/planning';
import { provisionedAfter, type Return } from '../../deploy/rollback';
import { DEFAULT_ALIAS } from '../../scf';
import type { Deployed } from './deployed';

/** Reads what became of a function that went back, and tells what is not as it was to be. @source S21, S141 */
export function leftAfter(
  returns: readonly Return[],
  client: CloudClient,
  { namespace: Namespace, profile: { quotaModel } }: Pick<Deployed, 'namespace' | 'profile'>,
  signal: AbortSignal,
): (name: string) => Promise<readonly FieldChange[]> {
  return async (name) => {
    const one = returns.find(({ rollable }) => rollable.function.name === name);
    if (!one) return [];
    const { version } = one.to;
    const asked = { FunctionName: name, Namespace };
    const [alias, rows] = await Promise.all([
      client.call('GetAlias', { ...asked, Name: DEFAULT_ALIAS }, { signal }),
      client.call('GetProvisionedConcurrencyConfig', asked, { signal }),
    ]);
    const routing = partIn(alias, 'RoutingConfig');
    const there = textIn(alias, 'FunctionVersion');
    const shared = ['AdditionalVersionWeights', 'AddtionVersionMatchs'].some((kind) => partsIn(routing, kind).length > 0);
    const row = partsIn(rows, 'Allocated').find((part) => textIn(part, 'Qualifier') === version) ?? {};
    const after = provisionedAfter(one, quotaModel);
    const wanted = after ? instancesAtOnce(after) : 0;
    const allocated = numberIn(row, 'AllocatedProvisionedConcurrencyNum') ?? 0;
    // A schedule may have set another number meanwhile. @source S135
    const lacks = allocated < wanted && (after?.schedule.length ?? 0) === 0;
    return [
      ...(there === version && !shared ? [] : [difference('alias', DEFAULT_ALIAS, there, version)]),
      ...(lacks ? [difference('provisioned', 'provisionedConcurrency', allocated, wanted)] : []),
    ];
  };
}

function difference(part: FieldChange['part'], option: string, before: FieldChange['before'], after: FieldChange['after']): FieldChange {
  return { part, option, before, after, immutable: false };
}
