import { join } from 'node:path';
import type { CredentialPlace } from '../messages';
import { assumeRole, type AskOptions, type Role } from './assumeRole';
import { readProfiles } from './credentialFile';
import { Credentials, type Keys } from './credentials';
import { cvmRoleCredentials } from './cvmRole';
import { CloudError, CloudFault } from './fault';
import type { Env } from './proxies';

export interface CredentialOptions {
  /** What the user wrote for us alone, and where; goes before all else. */
  readonly given?: (Keys & { readonly from: string }) | undefined;
  /** A profile that was asked for by name; goes before the environment, where nobody chose. */
  readonly profile?: string | undefined;
  /** The process environment, with what `.env` adds where the service uses it. */
  readonly env: Env;
  /** Of the user; absolute. */
  readonly home: string;
  /** For all users of the machine. */
  readonly systemFile?: string | undefined;
  /** A role to take on with the credentials that are found; the environment's unless said. */
  readonly role?: Role | undefined;
  /** Ask the machine for those of its role when nothing else is there; hangs where it is none of Tencent Cloud's, so only on request. */
  readonly cvmRole?: boolean | undefined;
  /** How roles are asked for. */
  readonly ask?: Omit<AskOptions, 'env'> | undefined;
}

/** Spellings of the variables, the official ones first, then those of a function's own environment, then older tools'. */
const spellings = [
  { secretId: 'TENCENTCLOUD_SECRET_ID', secretKey: 'TENCENTCLOUD_SECRET_KEY', tokens: ['TENCENTCLOUD_SESSION_TOKEN', 'TENCENTCLOUD_TOKEN'] },
  { secretId: 'TENCENTCLOUD_SECRETID', secretKey: 'TENCENTCLOUD_SECRETKEY', tokens: ['TENCENTCLOUD_SESSIONTOKEN'] },
  { secretId: 'TENCENT_SECRET_ID', secretKey: 'TENCENT_SECRET_KEY', tokens: ['TENCENT_TOKEN'] },
] as const;

/**
 * The credentials to sign with: given ones, the environment's, those of a file, the machine's; with them, a role is taken on where
 * one is asked for.
 * @returns them, or why there are none; a CloudError when a role was refused
 * @source dependencies.md §5.3, the order
 */
export async function credentialsOf(options: CredentialOptions): Promise<Credentials | CloudFault | CloudError> {
  try {
    const found = await foundFor(options);
    const role = options.role ?? roleIn(options.env);
    return role ? await assumeRole(role, found, { ...options.ask, env: options.env }) : found;
  } catch (error) {
    if (error instanceof CloudFault || error instanceof CloudError) return error;
    throw error;
  }
}

async function foundFor(options: CredentialOptions): Promise<Credentials> {
  const { given, profile, env, cvmRole = false, ask = {} } = options;
  if (given) return credentialsFrom(given, { id: 'secretId', key: 'secretKey', token: 'token' }, given.from);
  const looked: CredentialPlace[] = [];
  const found = (profile === undefined ? inEnvironment(env, looked) : undefined) ?? (await inFiles(options, looked));
  if (found) return found;
  if (cvmRole) return cvmRoleCredentials(ask);
  throw new CloudFault({ kind: 'noCredentials', looked });
}

function inEnvironment(env: Env, looked: CredentialPlace[]): Credentials | undefined {
  for (const { secretId, secretKey, tokens } of spellings) {
    const keys = { secretId: env[secretId] ?? '', secretKey: env[secretKey] ?? '' };
    if (keys.secretId === '' && keys.secretKey === '') continue;
    const token = tokens.find((name) => (env[name] ?? '') !== '');
    const names = { id: secretId, key: secretKey, token: token ?? tokens[0] };
    return credentialsFrom({ ...keys, token: token === undefined ? undefined : env[token] }, names, `$${secretId}`);
  }
  const [official] = spellings;
  looked.push({ place: 'environment', names: [official.secretId, official.secretKey] });
  return undefined;
}

/** @throws CloudFault `noProfile` when one was asked for by name, and no file has it */
async function inFiles({ profile, env, home, systemFile }: CredentialOptions, looked: CredentialPlace[]): Promise<Credentials | undefined> {
  const named = profile ?? textIn(env, 'TENCENTCLOUD_PROFILE');
  const name = named ?? 'default';
  const own = textIn(env, 'TENCENTCLOUD_CREDENTIALS_FILE');
  const files = own === undefined ? [join(home, '.tencentcloud', 'credentials'), systemFile ?? '/etc/tencentcloud/credentials'] : [own];
  const known: string[] = [];
  for (const file of files) {
    const profiles = await readProfiles(file);
    const settings = profiles?.get(name);
    known.push(...(profiles?.keys() ?? []));
    if (!settings) looked.push(profiles ? { place: 'noProfile', file, profile: name } : { place: 'noFile', file });
    else {
      const keys = { secretId: settings.get('secret_id') ?? '', secretKey: settings.get('secret_key') ?? '', token: settings.get('token') };
      return credentialsFrom(keys, { id: 'secret_id', key: 'secret_key', token: 'token' }, `${file} [${name}]`);
    }
  }
  if (named !== undefined) throw new CloudFault({ kind: 'noProfile', profile: name, files, known: [...new Set(known)] });
  return undefined;
}

/** How the members are called where they were found. */
interface Names {
  readonly id: string;
  readonly key: string;
  readonly token: string;
}

/**
 * Credentials that can be sent at all.
 * @throws CloudFault `halfCredentials`, `badCredentials`; neither repeats a value
 */
function credentialsFrom(keys: Keys, names: Names, from: string): Credentials {
  const [secretId, secretKey, token = ''] = [keys.secretId.trim(), keys.secretKey.trim(), keys.token?.trim()];
  for (const [value, name] of [
    [secretId, names.id],
    [secretKey, names.key],
  ] as const) {
    if (value === '') throw new CloudFault({ kind: 'halfCredentials', from, missing: name });
  }
  for (const [value, name] of [
    [secretId, names.id],
    [secretKey, names.key],
    [token, names.token],
  ] as const) {
    if (!/^[\x21\x23-\x26\x28-\x7e]*$/.test(value)) throw new CloudFault({ kind: 'badCredentials', from, name });
  }
  return new Credentials({ secretId, secretKey, ...(token !== '' && { token }) }, from);
}

/** @source dependencies.md §5.3: STS AssumeRole; the names are those of other tools for Tencent Cloud */
function roleIn(env: Env): Role | undefined {
  const arn = textIn(env, 'TENCENTCLOUD_ASSUME_ROLE_ARN');
  return arn === undefined ? undefined : { arn, sessionName: textIn(env, 'TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME') };
}

function textIn(env: Env, name: string): string | undefined {
  const value = env[name]?.trim() ?? '';
  return value === '' ? undefined : value;
}
