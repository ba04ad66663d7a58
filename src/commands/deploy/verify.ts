import type { CloudClient } from '../../cloud';
import { realTime, type CloudTime } from '../../cloud/time';
import { wantedFunction } from '../../deploy/liveFunction';
import { comparisonOf } from '../../deploy/planning/compare';
import type { FieldChange } from '../../deploy/plan';
import type { DesiredService, PackageFacts } from '../../deploy/state';

/** With what a function is read again. */
interface Verifying {
  readonly client: CloudClient;
  readonly time: CloudTime | undefined;
  readonly signal: AbortSignal;
}

/**
 * Reads a function as a plan does, and tells what still differs. Its code is left out: that it arrived is what the upload answered, and
 * no hash of the platform's need be that of our archive.
 * @returns for the name of a function in the cloud; of one that the service does not have, nothing
 */
export function verifierOf(
  { functions, namespace, profile: { quotaModel } }: DesiredService,
  packages: ReadonlyMap<string, PackageFacts>,
  { client, time, signal }: Verifying,
) {
  return async (name: string): Promise<readonly FieldChange[]> => {
    const desired = functions.find((each) => each.name === name);
    if (!desired) return [];
    const answer = await client.call('GetReservedConcurrencyConfig', { FunctionName: name, Namespace: namespace }, { signal });
    const reserved = answer['ReservedMem'];
    const asking = {
      client,
      namespace,
      name,
      row: { reservedMB: typeof reserved === 'number' ? reserved : undefined, provisionedMB: 0 },
      journal: undefined,
      contentHashOf: undefined,
      time: time ?? realTime,
      signal,
    };
    const packed = packages.get(desired.key);
    const live = await wantedFunction(asking, { ...desired, code: 'image' }, packed);
    const contentHash = packed?.contentHash;
    return comparisonOf(desired, live && { ...live, contentHash }, packed, { replace: false, quotaModel }).fields;
  };
}
