import { liveAccount } from '../../cloud';
import { sayRemote } from '../../messages/remote';
import { printable } from '../../report/printable';
import { allocate } from '../../scf';
import type { ExitCode, Output } from '../output';
import { withCloud, type Cloud, type CloudAccess } from './access';
import { readFunctions } from './infoRead';
import { chosenFunctions, type FunctionChoice, type RemoteMachine, type RemoteService } from './service';

/** The options of `info` as they stand on a command line. */
export interface RawInfoOptions {
  readonly function?: FunctionChoice;
  readonly json?: boolean | undefined;
}

/**
 * What is deployed of a service, and how the account's quota is divided. Changes nothing.
 * @returns 0, also when nothing is deployed; 1 when the cloud refuses; 130 after Ctrl-C
 * @throws UsageError when the service has no such function
 */
export async function info(
  raw: RawInfoOptions,
  service: RemoteService,
  access: CloudAccess,
  output: Output,
  { onInterrupt }: Pick<RemoteMachine, 'onInterrupt'>,
): Promise<ExitCode> {
  const { lang } = output;
  const wanted = chosenFunctions(service, raw.function, lang);
  const work = async ({ client }: Cloud, signal: AbortSignal): Promise<ExitCode> => {
    const functions = await readFunctions(client, service, wanted, signal);
    const { quotaMB, claims } = await liveAccount(client, { signal });
    const allocation = allocate(quotaMB, service.profile.floorMB, claims, service.profile.quotaModel);
    const missing = wanted.filter(({ name }) => !functions.some((fn) => fn.name === name));
    const { infoJson, infoText } = await import('./infoText');
    const shown = { service, host: client.host, functions, missing, allocation };
    output.out(raw.json === true ? infoJson(shown) : printable(await infoText(shown, lang, output.columns)));
    if (missing.length > 0 && raw.json !== true) output.err(sayRemote(lang, 'remote.notDeployed', { functions: missing.map(({ key }) => key) }));
    return 0;
  };
  return withCloud(access, service.region, output, { onInterrupt }, work, raw.json);
}
