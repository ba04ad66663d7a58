import type { CloudClient } from '../../../src/cloud';
import { createParams } from '../../../src/deploy/fields';
import { provisionedParams } from '../../../src/deploy/planning/provisioning';
import type { DesiredFunction, DesiredService } from '../../../src/deploy/state';
import { createTriggerParams } from '../../../src/deploy/triggers';
import { creationCode } from '../fieldsService';

/** Makes a service, call by call: what the planner and the executor would do is not what is tested here. */
export async function deployAll(client: CloudClient, { namespace, functions }: DesiredService): Promise<void> {
  for (const fn of functions) await deployOne(client, namespace, fn);
}

async function deployOne(client: CloudClient, Namespace: string, fn: DesiredFunction): Promise<void> {
  const { name, configuration, eventInvoke, reservedMB, provisioned, triggers } = fn;
  const ask = (action: string, params: object) => client.call(action, { FunctionName: name, Namespace, ...params });
  await ask('CreateFunction', { ...creationCode(configuration), ...createParams(configuration) });
  await ask('UpdateFunctionEventInvokeConfig', {
    AsyncTriggerConfig: { RetryConfig: [{ RetryNum: eventInvoke.retryNum }], MsgTTL: eventInvoke.msgTtlSec },
  });
  if (reservedMB !== undefined) await ask('PutReservedConcurrencyConfig', { ReservedConcurrencyMem: reservedMB });
  if (provisioned) {
    const { FunctionVersion } = await ask('PublishVersion', {});
    await ask('PutProvisionedConcurrencyConfig', { Qualifier: FunctionVersion, ...provisionedParams(provisioned) });
    await ask('UpdateAlias', { Name: '$DEFAULT', FunctionVersion });
  }
  for (const trigger of triggers) await ask('CreateTrigger', createTriggerParams(trigger));
}
