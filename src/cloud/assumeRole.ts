import { createClient, type ClientOptions } from './client';
import { Credentials } from './credentials';
import { CloudFault } from './fault';

/** A role of an account that credentials may take on. */
export interface Role {
  /** Such as `qcs::cam::uin/100000000001:roleName/deployer`. */
  readonly arn: string;
  /** What the account's audit shows. */
  readonly sessionName?: string | undefined;
  /** How long the role is kept, s. */
  readonly durationSec?: number | undefined;
}

/** How somebody is asked for temporary credentials. */
export type AskOptions = Pick<ClientOptions, 'env' | 'language' | 'timeoutMs' | 'retry' | 'time' | 'dispatcher'> & {
  /** Of STS; `sts.tencentcloudapi.com` unless said. */
  readonly endpoint?: string | undefined;
};

const stsEndpoint = 'sts.tencentcloudapi.com';
const stsVersion = '2018-08-13';
/** STS knows no regions, but wants one; the SDK's. */
const stsRegion = 'ap-guangzhou';

/**
 * Takes on a role: temporary credentials with that role's rights, in place of one's own.
 * @throws CloudError when it is refused; CloudFault
 * @source dependencies.md §5.3; the official SDK for Node, STSCredential
 */
export async function assumeRole({ arn, sessionName, durationSec }: Role, credentials: Credentials, options: AskOptions): Promise<Credentials> {
  const { endpoint = stsEndpoint } = options;
  const client = createClient({ ...options, credentials, endpoint, version: stsVersion, region: stsRegion });
  try {
    const params = { RoleArn: arn, RoleSessionName: sessionName ?? 'serverless-scf', DurationSeconds: durationSec ?? null };
    const { Credentials: given } = await client.call('AssumeRole', params, { repeatable: true });
    const found = temporary(given, `${credentials.from}, as ${arn}`);
    if (!found) throw new CloudFault({ kind: 'answer', host: client.host, action: 'AssumeRole', what: 'no `Credentials`' });
    return found;
  } finally {
    await client.close();
  }
}

/** Temporary credentials as STS and the machines of Tencent Cloud write them. */
export function temporary(written: unknown, from: string): Credentials | undefined {
  if (typeof written !== 'object' || written === null) return undefined;
  const { TmpSecretId: secretId, TmpSecretKey: secretKey, Token: token } = written as Readonly<Record<string, unknown>>;
  if (typeof secretId !== 'string' || typeof secretKey !== 'string' || typeof token !== 'string') return undefined;
  return new Credentials({ secretId, secretKey, token }, from);
}
