import type { Credentials } from '../../cloud';
import { sayDeployCode } from '../../messages/deployCode';
import { DeployFault } from '../fault';
import type { StepParams } from '../plan';
import { Cos, loadCos, type CosSettings } from './cos';
import { codeLimits } from './figures';
import { largestParts } from './largest';
import type { Package } from './package';

export interface UploadOptions {
  readonly credentials: Credentials;
  /** Of the functions, in which the bucket is, too. */
  readonly region: string;
  /** `custom.scf.deploy.bucket`. */
  readonly bucket: string | undefined;
  /** Whether code goes to the local endpoint, which takes archives only. */
  readonly local: boolean;
  readonly service: string;
  readonly stage: string;
  readonly signal: AbortSignal;
  /** How COS is reached; as its package knows unless said. */
  readonly cos?: CosSettings | undefined;
}

/** The name of a bucket and the account that it belongs to. @source scf-api.md §6 Code: the API takes them apart */
const bucketPattern = /^([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)-(\d{5,})$/;

/** Brings code to the platform. */
export class CodeUploads {
  readonly #options: UploadOptions;
  readonly #cos: Cos | undefined;
  /** By the hashes of what was in them. */
  readonly #uploads = new Map<string, Promise<StepParams>>();

  /** @throws DeployFault `badBucket` */
  constructor(options: UploadOptions) {
    this.#options = options;
    const { bucket, local, region, credentials, cos } = options;
    if (bucket === undefined || local) return;
    if (!bucketPattern.test(bucket)) throw new DeployFault('badBucket', (lang) => sayDeployCode(lang, 'deployCode.badBucket', { bucket }));
    this.#cos = new Cos({ bucket, region, credentials, settings: cos ?? {} });
  }

  /**
   * Whether a package can be uploaded; asked before anything is done.
   * @throws DeployFault `zipTooLarge`, `cosMissing`
   */
  async check(pack: Package): Promise<void> {
    const { bucket, local, region } = this.#options;
    const { zipBytes } = pack.facts;
    if (this.#goesByCos(pack)) {
      if ((await loadCos()) !== undefined) return;
      const params = { bucket: bucket ?? '', bytes: zipBytes, max: codeLimits.surelyInlineBytes };
      throw new DeployFault('cosMissing', (lang) => sayDeployCode(lang, 'deployCode.cosMissing', params));
    }
    // What would go by way of a bucket goes to the local endpoint as it is; without one, a rehearsal ends as the deploy would.
    const max = local && bucket !== undefined ? codeLimits.localBytes : codeLimits.inlineBytes;
    if (zipBytes <= max) return;
    const params = { path: pack.path, bytes: zipBytes, max, region, largest: largestParts(pack.files) };
    throw new DeployFault('zipTooLarge', (lang) => sayDeployCode(lang, 'deployCode.zipTooLarge', params));
  }

  /**
   * A package as the member `Code` of CreateFunction and UpdateFunctionCode; uploaded first where it goes by way of a bucket, each
   * content once.
   * @throws DeployFault what `check` throws, `packageChanged`, `cosNoBucket`, `cosDenied`, `cosRefused`, `cosUnreachable`
   */
  async codeParams(pack: Package): Promise<StepParams> {
    await this.check(pack);
    if (!this.#goesByCos(pack)) return { ZipFile: (await pack.bytes()).toString('base64') };
    const { contentHash } = pack.facts;
    const uploading = this.#uploads.get(contentHash) ?? this.#upload(pack);
    this.#uploads.set(contentHash, uploading);
    try {
      return await uploading;
    } catch (error) {
      // The next function may have more luck.
      this.#uploads.delete(contentHash);
      throw error;
    }
  }

  #goesByCos({ facts: { zipBytes } }: Package): boolean {
    return this.#cos !== undefined && zipBytes > codeLimits.surelyInlineBytes;
  }

  async #upload(pack: Package): Promise<StepParams> {
    const { service, stage, region, bucket = '', signal } = this.#options;
    const object = `serverless-scf/${service}/${stage}/${pack.facts.contentHash}.zip`;
    await this.#cos?.keep(object, pack, signal);
    const [, name = bucket] = bucketPattern.exec(bucket) ?? [];
    return { CosBucketName: name, CosObjectName: `/${object}`, CosBucketRegion: region };
  }
}
