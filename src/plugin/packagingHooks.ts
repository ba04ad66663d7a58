import type { Lang } from '../messages';
import type { Host, HostOptions } from './host';
import { afterPackage, beforePackage, packageFunction, type PackagingOptions } from './packaging';

/** The framework's hooks around packaging, with what its command line and the service say of it. */
export class PackagingHooks {
  readonly #host: Host;
  readonly #options: HostOptions;
  readonly #packaging: PackagingOptions;

  /** @param dir  folder of the service as its user knows it; absolute. @source F34 */
  constructor(host: Host, options: HostOptions, dir: string, lang: Lang) {
    this.#host = host;
    this.#options = options;
    const packageDir = options['package'] ?? host.service.package?.path;
    this.#packaging = { lang, dir, packageDir: typeof packageDir === 'string' ? packageDir : undefined };
  }

  /** What is no code stays out. @source F44 */
  before(): Promise<void> {
    beforePackage(this.#host, this.#packaging);
    return Promise.resolve();
  }

  /** Handlers are built, and artifacts go where they were asked for. @throws DeployFault @source F43, F50 */
  after(): Promise<void> {
    return afterPackage(this.#host, this.#packaging);
  }

  /** `sls deploy function`, for which the framework does not package. @throws DeployFault @source F43 */
  async one(): Promise<void> {
    const { function: key, 'update-config': configurationOnly } = this.#options;
    if (typeof key === 'string' && configurationOnly !== true) await packageFunction(this.#host, key, this.#packaging);
  }
}
