import { resolve } from 'node:path';
import type { Credential, SignatureMode } from '../api/signature';
import { say, type Lang } from '../messages';
import { wholeNumber } from './invokeOptions';
import { UsageError } from './output';

/** The options of `offline` as they stand on a command line: unchecked. */
export interface RawOfflineOptions {
  readonly port?: string | undefined;
  readonly host?: string | undefined;
  readonly 'allow-host'?: readonly string[] | undefined;
  readonly ephemeral?: boolean | undefined;
  readonly seed?: string | undefined;
  readonly signature?: string | undefined;
  readonly 'secret-id'?: string | undefined;
  readonly 'rate-limits'?: boolean | undefined;
  readonly 'region-of'?: string | undefined;
  /** `--no-watch` says false. */
  readonly watch?: boolean | undefined;
  readonly 'watch-ignore'?: readonly string[] | undefined;
  /** `--no-timers` says false. */
  readonly timers?: boolean | undefined;
  readonly logs?: boolean | undefined;
  /** `--no-color` says false. */
  readonly color?: boolean | undefined;
  readonly json?: boolean | undefined;
}

export interface OfflineOptions {
  /** 0: any that is free. */
  readonly port: number;
  readonly host: string;
  /** Further names by which it may be called. */
  readonly allowedHosts: readonly string[];
  readonly ephemeral: boolean;
  readonly seed: number;
  readonly signature: SignatureMode;
  /** Of whom signatures are right; only to verify them. */
  readonly credentials: readonly Credential[];
  readonly rateLimits: boolean;
  /** Folder of the service whose region is joined; absolute. */
  readonly regionOf: string | undefined;
  readonly watch: boolean;
  /** Patterns of files whose changes mean nothing, besides those that never do. */
  readonly watchIgnore: readonly string[];
  /** Whether timers of `serverless.yml` fire. */
  readonly timers: boolean;
  /** Whether what functions write is told, too. */
  readonly logs: boolean;
  /** Undefined: as the terminal has it. */
  readonly colour: boolean | undefined;
  readonly json: boolean;
}

/**
 * Where `offline` listens unless said otherwise: always the same, so that clients can be configured once; below the ranges from
 * which systems take ports of outgoing connections (32768 on Linux), and assigned to nobody. 583 is SCF's number in the documents.
 */
const defaultPort = 8583;

const signatures = ['off', 'parse', 'verify'] as const satisfies readonly SignatureMode[];

/** What belongs to the region and not to a service that joins it. */
const ofRegion = [
  'port',
  'host',
  'allow-host',
  'ephemeral',
  'seed',
  'signature',
  'secret-id',
  'rate-limits',
] as const satisfies (keyof RawOfflineOptions)[];

/**
 * What a command line asks for, checked.
 *
 * @param dir  folder that `--region-of` is relative to
 * @param env  may hold the key pair by which signatures are verified, under the names that the SDKs read, too
 * @throws UsageError on the first option that is wrong
 */
export function readOfflineOptions(
  raw: RawOfflineOptions,
  dir: string,
  env: Readonly<Record<string, string | undefined>>,
  lang: Lang,
): OfflineOptions {
  const signature = signatureOf(raw.signature, lang);
  const regionOf = raw['region-of'];
  const misplaced = regionOf === undefined ? undefined : ofRegion.find((option) => raw[option] !== undefined);
  if (misplaced !== undefined) throw new UsageError(say(lang, 'offline.notWithRegionOf', { option: misplaced }));
  return {
    port: portOf(raw.port, lang),
    host: raw.host ?? '127.0.0.1',
    allowedHosts: (raw['allow-host'] ?? []).map((name) => hostName(name, lang)),
    ephemeral: raw.ephemeral ?? false,
    seed: wholeNumber('seed', raw.seed, { min: 0, otherwise: 1 }, lang),
    signature,
    credentials: credentialsOf(raw['secret-id'], signature, env, lang),
    rateLimits: raw['rate-limits'] ?? false,
    regionOf: regionOf === undefined ? undefined : resolve(dir, regionOf),
    watch: raw.watch ?? true,
    watchIgnore: raw['watch-ignore'] ?? [],
    timers: raw.timers ?? true,
    logs: raw.logs ?? false,
    colour: raw.color,
    json: raw.json ?? false,
  };
}

function portOf(given: string | undefined, lang: Lang): number {
  if (given === undefined) return defaultPort;
  const port = Number(given);
  if (/^\d+$/.test(given) && port <= 65_535) return port;
  throw new UsageError(say(lang, 'offline.port', { given }));
}

/** What stands in a `Host` header; anything else would never be called by, in silence. */
function hostName(given: string, lang: Lang): string {
  if (/^([\w.-]+|\[[\da-f:.]+\])(:\d+)?$/i.test(given)) return given;
  throw new UsageError(say(lang, 'offline.allowHost', { given }));
}

function signatureOf(given: string | undefined, lang: Lang): SignatureMode {
  const known = signatures.find((mode) => mode === (given ?? 'off'));
  if (known === undefined) throw new UsageError(say(lang, 'offline.signature', { given: given ?? '' }));
  return known;
}

/** A key on a command line would stand in the shell's history and in lists of processes. */
function credentialsOf(
  secretId: string | undefined,
  signature: SignatureMode,
  env: Readonly<Record<string, string | undefined>>,
  lang: Lang,
): readonly Credential[] {
  if (signature !== 'verify') {
    if (secretId !== undefined) throw new UsageError(say(lang, 'offline.secretIdAlone'));
    return [];
  }
  const pair = { secretId: secretId ?? env['TENCENTCLOUD_SECRET_ID'] ?? '', secretKey: env['TENCENTCLOUD_SECRET_KEY'] ?? '' };
  if (pair.secretId === '' || pair.secretKey === '') throw new UsageError(say(lang, 'offline.noSecret'));
  return [pair];
}
