import type COS from 'cos-nodejs-sdk-v5';
import type { Credentials } from '../../cloud';
import type { Lang } from '../../messages';
import { sayDeployCode } from '../../messages/deployCode';
import { DeployFault } from '../fault';
import type { Package } from './package';

/** Options of the package that are not ours to decide, such as its `Domain` and `Protocol`. */
export type CosSettings = Omit<COS.COSOptions, 'SecretId' | 'SecretKey' | 'SecurityToken' | 'getAuthorization'>;

export interface CosOptions {
  /** With the AppId at its end. */
  readonly bucket: string;
  readonly region: string;
  readonly credentials: Credentials;
  readonly settings: CosSettings;
}

/** Where an object says what is in it, so that one that is there already need not be uploaded again. */
const hashHeader = 'x-cos-meta-sha256';
/** How long nothing may move, ms. */
const idleMs = 60_000;

type CosConstructor = typeof COS;

/** The optional package that talks to COS, or undefined where it is not installed. */
export async function loadCos(): Promise<CosConstructor | undefined> {
  try {
    const loaded: { readonly default: CosConstructor } = await import('cos-nodejs-sdk-v5');
    return loaded.default;
  } catch (error) {
    if (['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** One bucket, reached when it is needed. */
export class Cos {
  readonly #options: CosOptions;
  #client: Promise<COS> | undefined;

  constructor(options: CosOptions) {
    this.#options = options;
  }

  /**
   * Have a package in the bucket; one that is there already is not sent again.
   * @throws DeployFault `cosNoBucket`, `cosDenied`, `cosRefused`, `cosUnreachable`, `packageChanged`; whatever aborted the signal
   */
  async keep(object: string, pack: Package, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { bucket: Bucket, region: Region } = this.#options;
    const client = await (this.#client ??= this.#open());
    const { zipSha256, zipBytes } = pack.facts;
    const place = { Bucket, Region, Key: object };
    const there = await until(signal, this.#told(object, client.headObject(place), ['404', '403']));
    if (there?.headers?.[hashHeader] === zipSha256 && Number(there.headers['content-length']) === zipBytes) return;
    const put = client.putObject({ ...place, Body: await pack.bytes(), ContentType: 'application/zip', [hashHeader]: zipSha256 });
    await until(signal, this.#told(object, put, []));
  }

  async #open(): Promise<COS> {
    const { credentials, settings } = this.#options;
    const Client = await loadCos();
    // Asked before: `CodeUploads.check`.
    if (!Client) throw new Error('cos-nodejs-sdk-v5 is not installed');
    return new Client({
      Timeout: idleMs,
      // What arrives is what was sent.
      UploadCheckContentMd5: true,
      ...settings,
      // Keys are taken for each request, and are nowhere else in the client.
      getAuthorization: ({ Method, Pathname, Query, Headers, SystemClockOffset }, callback) => {
        const { secretId, secretKey, token } = credentials.keys();
        const signed = { SecretId: secretId, SecretKey: secretKey, Method, Pathname, Query, Headers, SystemClockOffset };
        const answer: { readonly Authorization: string; readonly SecurityToken?: string } = {
          Authorization: Client.getAuthorization(signed),
          ...(token !== undefined && { SecurityToken: token }),
        };
        // A form that the package takes, and that its types do not name.
        callback(answer as unknown as Parameters<typeof callback>[0]);
      },
    });
  }

  /** @param absent  HTTP status codes for which there is no answer, and no failure */
  async #told<T>(object: string, asked: Promise<T>, absent: readonly string[]): Promise<T | undefined> {
    try {
      return await asked;
    } catch (error) {
      const failure = failureOf(error);
      if (absent.includes(String(failure.status))) return undefined;
      const { code, say } = this.#faultOf(object, failure);
      throw new DeployFault(code, say, { cause: new Error(failure.message) });
    }
  }

  #faultOf(object: string, { status, code, message, requestId }: CosFailure): { readonly code: string; readonly say: (lang: Lang) => string } {
    const { bucket, region } = this.#options;
    if (status === undefined)
      return { code: 'cosUnreachable', say: (lang) => sayDeployCode(lang, 'deployCode.cosUnreachable', { bucket, region, why: code }) };
    if (code === 'NoSuchBucket') return { code: 'cosNoBucket', say: (lang) => sayDeployCode(lang, 'deployCode.cosNoBucket', { bucket, region }) };
    const params = { bucket, object, code, message, requestId };
    if (status === 403) return { code: 'cosDenied', say: (lang) => sayDeployCode(lang, 'deployCode.cosDenied', params) };
    return { code: 'cosRefused', say: (lang) => sayDeployCode(lang, 'deployCode.cosRefused', params) };
  }
}

/** What of a failure may be shown: the package puts the request into its errors, too. */
interface CosFailure {
  /** Undefined when there was no answer. */
  readonly status: number | undefined;
  readonly code: string;
  readonly message: string;
  readonly requestId: string | undefined;
}

function failureOf(thrown: unknown): CosFailure {
  const { statusCode, code, message, RequestId } = thrown as Readonly<Record<string, unknown>>;
  const status = typeof statusCode === 'number' ? statusCode : undefined;
  const said = typeof message === 'string' ? message : '';
  return {
    status,
    code: typeof code === 'string' && code !== '' ? code : status === undefined ? said : `HTTP ${status}`,
    message: said,
    requestId: typeof RequestId === 'string' ? RequestId : undefined,
  };
}

/** What a promise gives, unless nobody wants it any more. */
function until<T>(signal: AbortSignal, wanted: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    void wanted.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
