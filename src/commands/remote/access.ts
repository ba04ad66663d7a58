import { homedir } from 'node:os';
import { CloudError, CloudFault, createClient, Credentials, credentialsOf, sayCloudFailure, type ClientOptions, type CloudClient } from '../../cloud';
import { endpointOf, type Endpoint } from '../../cloud/endpoint';
import { DeployFault } from '../../deploy/fault';
import { sayCli } from '../../messages/cli';
import type { Lang } from '../../messages';
import { jsonText } from '../../report/jsonText';
import { printable } from '../../report/printable';
import type { Machine } from '../machine';
import { UsageError, type ExitCode, type Output } from '../output';
import { sayRegionFailure } from '../regionFault';

/** Where the cloud is asked, and as whom. */
export interface CloudAccess extends Pick<ClientOptions, 'time' | 'dispatcher'> {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--endpoint`: another address of the API. */
  readonly endpoint: string | undefined;
  /** The user's home folder; absolute. */
  readonly home?: string | undefined;
}

/** The cloud as one person sees it, in one region. */
export interface Cloud {
  /** Of SCF. */
  readonly client: CloudClient;
  /** Who signs: other services that code goes by are asked as the same person. */
  readonly credentials: Credentials;
  /** The endpoint is no host of Tencent Cloud: a region on this machine, or something else that speaks its language. */
  readonly local: boolean;
  /** Where it is, without a path: `http://127.0.0.1:36000`. */
  readonly origin: string;
  /**
   * The client of another service of the cloud, for the same person and region.
   * @param name     what its host begins with: `cls`, `monitor`
   * @param version  of its API
   */
  service(name: string, version: string): CloudClient;
  /** Ends all connections. */
  close(): Promise<void>;
}

const scfHost = 'scf.tencentcloudapi.com';

/** What is signed with where nobody looks: no keys of anybody. */
const nobody = new Credentials({ secretId: 'local', secretKey: 'local' }, '127.0.0.1');

/**
 * The way to the cloud; opens nothing before the first call.
 * @throws UsageError when `--endpoint` is no address; CloudFault when there is nobody to sign as; CloudError when a role is refused
 */
export async function cloudFor(access: CloudAccess, region: string, lang: Lang): Promise<Cloud> {
  const { endpoint = scfHost, env, time, dispatcher } = access;
  const { url, host, local: loopback } = askedFor(endpoint, lang);
  const credentials = await signer(access, loopback);
  const options = { credentials, region, language: lang, env, time, dispatcher };
  const client = createClient({ ...options, endpoint });
  const others = new Map<string, CloudClient>();
  return {
    client,
    credentials,
    local: !/(^|\.)tencentcloudapi\.com(:\d+)?$/.test(host),
    origin: new URL(url).origin,
    service: (name, version) => {
      // Services stand side by side: `cls.intl.tencentcloudapi.com` beside `scf.intl.tencentcloudapi.com`.
      const other = others.get(name) ?? createClient({ ...options, endpoint: host.replace(/^[^.]+/, name), version });
      others.set(name, other);
      return other;
    },
    close: async () => {
      await Promise.all([client, ...others.values()].map((one) => one.close()));
    },
  };
}

/** Where `--endpoint` leads. @throws UsageError */
function askedFor(endpoint: string, lang: Lang): Endpoint {
  try {
    return endpointOf(endpoint);
  } catch (error) {
    throw new UsageError(sayCloudFailure(lang, error) ?? String(error), { cause: error });
  }
}

/**
 * Who signs. An endpoint on this machine takes any signature unless it is told to verify (`--signature off`, its default): who has no
 * keys can rehearse there all the same, and none leave the machine by it.
 */
async function signer({ env, home = homedir() }: CloudAccess, loopback: boolean): Promise<Credentials> {
  const found = await credentialsOf({ env, home });
  if (found instanceof Credentials) return found;
  if (loopback && found instanceof CloudFault && found.code === 'noCredentials') return nobody;
  throw found;
}

const interruptedCode: ExitCode = 130;

/**
 * Does something in the cloud, and tells what goes wrong there.
 * @param work  its signal is aborted by Ctrl-C
 * @param json  whether failures are told on standard output as well, for programs
 * @returns what `work` says; 1 when the cloud refuses or cannot be asked; 130 after Ctrl-C
 * @throws UsageError, which is told as JSON only where it comes from the work; and whatever is no failure of the cloud
 */
export async function withCloud(
  access: CloudAccess,
  region: string,
  output: Output,
  { onInterrupt }: Pick<Machine, 'onInterrupt'>,
  work: (cloud: Cloud, signal: AbortSignal) => Promise<ExitCode>,
  json = false,
): Promise<ExitCode> {
  // A wrong command line, of which no JSON is told.
  askedFor(access.endpoint ?? scfHost, output.lang);
  const interrupt = new AbortController();
  const stopListening = onInterrupt(() => interrupt.abort());
  let cloud: Cloud | undefined;
  try {
    cloud = await cloudFor(access, region, output.lang);
    return await work(cloud, interrupt.signal);
  } catch (error) {
    if (interrupt.signal.aborted && !(error instanceof UsageError)) return interruptedCode;
    // Who reads JSON gets JSON; everybody else reads it where it is told.
    if (json) output.out(failureJson(error, output.lang));
    const code = tellCloudFailure(error, output);
    if (code === undefined) throw error;
    return code;
  } finally {
    stopListening();
    await cloud?.close();
  }
}

/** Tells a failure of the cloud. @returns the exit code; undefined: it is none, and nothing was told */
export function tellCloudFailure(error: unknown, output: Output): ExitCode | undefined {
  const message = sayFailure(error, output.lang);
  if (message === undefined) return undefined;
  output.err(sayCli(output.lang, 'cli.error', { message: printable(message) }));
  return 1;
}

/** A failure for programs: exactly `{ error }`. */
function failureJson(error: unknown, lang: Lang): string {
  return jsonText({ error: errorJson(error, lang) });
}

/** A failure as it stands in JSON. */
export function errorJson(error: unknown, lang: Lang): { readonly code: string; readonly message: string } {
  const told = error instanceof DeployFault || error instanceof CloudError || error instanceof CloudFault;
  const code = told ? error.code : error instanceof UsageError ? 'usage' : 'failed';
  return { code, message: sayFailure(error, lang) ?? (error instanceof Error ? error.message : String(error)) };
}

/** What went wrong in the cloud, with what to do about it; undefined: it is something else, perhaps our bug. */
export function sayFailure(error: unknown, lang: Lang): string | undefined {
  if (error instanceof DeployFault) return error.say(lang);
  // A refusal that was dressed up for others is told as it came, with what to do about it.
  const cause = error instanceof Error && error.cause instanceof CloudError ? error.cause : error;
  return sayCloudFailure(lang, cause) ?? sayRegionFailure(lang, error);
}
