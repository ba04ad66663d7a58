import { temporary, type AskOptions } from './assumeRole';
import type { Credentials } from './credentials';
import { endpointOf } from './endpoint';
import { CloudFault } from './fault';
import { openTransport } from './transport';

/** @source the official SDK for Node, CvmRoleCredential */
const metadataEndpoint = 'http://metadata.tencentyun.com/latest/meta-data/cam/security-credentials/';
/** It is on the machine's own network: who does not answer soon never will, ms. */
const metadataMs = 2_000;

/**
 * Those of the role that this machine is bound to.
 * @throws CloudFault `noCvmRole`
 */
export async function cvmRoleCredentials({ dispatcher }: Pick<AskOptions, 'dispatcher'>): Promise<Credentials> {
  const endpoint = endpointOf(metadataEndpoint);
  // No proxy: it would ask for the role of its own machine.
  const transport = await openTransport(endpoint, {}, dispatcher);
  const read = async (path: string): Promise<string> => {
    const url = `${endpoint.url}${path}`;
    const { status, text } = await transport.send({ url, headers: {}, body: undefined }, AbortSignal.timeout(metadataMs));
    if (status !== 200) throw new CloudFault({ kind: 'noCvmRole', why: `HTTP ${status}` });
    return text.trim();
  };
  try {
    const role = await read('');
    const found = temporary(JSON.parse(await read(encodeURIComponent(role))), `the role ${role} of this machine`);
    if (!found) throw new CloudFault({ kind: 'noCvmRole', why: `no credentials for the role ${role}` });
    return found;
  } catch (error) {
    if (error instanceof CloudFault && error.code === 'noCvmRole') throw error;
    throw new CloudFault({ kind: 'noCvmRole', why: whyOf(error) }, { cause: error });
  } finally {
    await transport.close();
  }
}

function whyOf(error: unknown): string {
  if (!(error instanceof CloudFault)) return error instanceof SyntaxError ? 'no JSON' : `no answer within ${metadataMs / 1000} s`;
  return 'why' in error.detail ? error.detail.why : error.code;
}
