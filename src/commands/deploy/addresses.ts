import { CloudError, CloudFault, type CloudClient } from '../../cloud';
import type { DeployPlan } from '../../deploy/plan';
import { addressesIn } from '../remote/addresses';

/** Triggers that people open by an address. */
const addressed = new Set<unknown>(['apigw', 'http']);

/**
 * Where the functions are reached whose triggers a deploy has made or changed, by their names.
 * @source scf-api.md ListTriggers: the answer tells more of a trigger than was asked for
 */
export async function newAddresses(
  { steps, namespace }: DeployPlan,
  client: CloudClient,
  signal: AbortSignal,
): Promise<Map<string, readonly string[]>> {
  const names = steps.flatMap(({ function: name, work }) => {
    const made = work.kind === 'createTrigger' || work.kind === 'updateTrigger';
    return made && addressed.has(work.params['Type']) ? [name] : [];
  });
  const found = new Map<string, readonly string[]>();
  for (const name of new Set(names)) found.set(name, await addressesOf(name, namespace, client, signal));
  return found;
}

async function addressesOf(name: string, namespace: string, client: CloudClient, signal: AbortSignal): Promise<string[]> {
  try {
    const { Triggers: rows } = await client.call('ListTriggers', { FunctionName: name, Namespace: namespace }, { signal });
    return Array.isArray(rows) ? rows.flatMap((row: unknown) => addressesIn(descOf(row))) : [];
  } catch (error) {
    // All is deployed, however this ends; `info` tells it, too.
    if (signal.aborted || error instanceof CloudError || error instanceof CloudFault) return [];
    throw error;
  }
}

function descOf(row: unknown): string {
  const desc = typeof row === 'object' && row !== null ? (row as { readonly TriggerDesc?: unknown }).TriggerDesc : undefined;
  return typeof desc === 'string' ? desc : '';
}
