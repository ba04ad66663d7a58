import type { InstanceId } from '../scf';

/** Waits for the provisioned instances of a region's first moment. */
export class Warming {
  /** Resolves when none of them is starting any more. */
  readonly over: Promise<void>;
  readonly #starting = new Set<InstanceId>();
  #resolve: () => void = () => undefined;

  constructor() {
    this.over = new Promise((resolve) => (this.#resolve = resolve));
  }

  /** These start now; there will be no others to wait for. */
  await(instances: Iterable<InstanceId>): void {
    for (const id of instances) this.#starting.add(id);
    this.#settle();
  }

  /** An instance is ready, or gone. */
  done(id: InstanceId): void {
    if (this.#starting.delete(id)) this.#settle();
  }

  /** The region closes: nobody is to wait any longer. */
  end(): void {
    this.#resolve();
  }

  #settle(): void {
    if (this.#starting.size === 0) this.#resolve();
  }
}
