import type { Cause, RequestId } from '../scf';
import type { Ended, RegionObserver, Retry } from '../region';

/** What happens to an invocation between its call and its end, as it happens. */
export type Happening =
  | { readonly kind: 'invoked'; readonly requestId: RequestId }
  | { readonly kind: 'accepted' | 'givenUp' | 'credentialsExpired' }
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'waits'; readonly cause: Cause }
  | { readonly kind: 'runs'; readonly instance: number; readonly cold: boolean }
  | { readonly kind: 'retries'; readonly retry: Retry };

type Listener = (happening: Happening) => void;

/** Tells of single invocations from their first moment on; an observer of the region. */
export class RequestFeed implements RegionObserver {
  readonly #listeners = new Map<RequestId, Listener>();
  /** Of the call that is being made. */
  #caller: Listener | undefined;

  /**
   * Hear of everything that happens to one invocation, which `invoke` makes. Its first moments pass before that has returned.
   * @returns what `invoke` gave, and what ends the listening; the invocation's end ends it, too
   */
  watch<T>(invoke: () => T, listener: Listener): { readonly invocation: T; readonly stop: () => void } {
    let watched: RequestId | undefined;
    this.#caller = (happening) => {
      if (happening.kind === 'invoked') watched = happening.requestId;
      listener(happening);
    };
    try {
      const invocation = invoke();
      return { invocation, stop: () => watched !== undefined && this.#listeners.delete(watched) };
    } finally {
      this.#caller = undefined;
    }
  }

  invoked(requestId: RequestId): void {
    const caller = this.#caller;
    if (!caller) return;
    this.#listeners.set(requestId, caller);
    caller({ kind: 'invoked', requestId });
  }

  accepted(requestId: RequestId): void {
    this.#tell(requestId, { kind: 'accepted' });
  }

  line(text: string, _functionKey: string, requestId: RequestId | undefined): void {
    if (requestId !== undefined) this.#tell(requestId, { kind: 'line', text });
  }

  waits(requestId: RequestId, cause: Cause): void {
    this.#tell(requestId, { kind: 'waits', cause });
  }

  runs(requestId: RequestId, instance: number, cold: boolean): void {
    this.#tell(requestId, { kind: 'runs', instance, cold });
  }

  retries(requestId: RequestId, retry: Retry): void {
    this.#tell(requestId, { kind: 'retries', retry });
  }

  givenUp(requestId: RequestId): void {
    this.#tell(requestId, { kind: 'givenUp' });
  }

  credentialsExpired(requestId: RequestId): void {
    this.#tell(requestId, { kind: 'credentialsExpired' });
  }

  ended({ record }: Ended): void {
    this.#listeners.delete(record.requestId);
  }

  #tell(requestId: RequestId, happening: Happening): void {
    this.#listeners.get(requestId)?.(happening);
  }
}
