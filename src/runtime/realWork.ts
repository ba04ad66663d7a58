import { AsyncLocalStorage, AsyncResource, createHook, type AsyncHook } from 'node:async_hooks';
import { realGlobal } from './realNode';
import { shared } from './shared';

/** Something real that code of an owner has begun: reading a file, a connection, a child process. */
interface Work<Owner> {
  readonly owner: Owner;
  readonly type: string;
  readonly resource: Resource;
  /** Nobody waits for it any more. */
  ignored: boolean;
}

/** What Node tells of it. */
interface Resource {
  readonly hasRef?: () => boolean;
  readonly unref?: () => unknown;
  /** What a stream of `zlib` works on. */
  readonly buffer?: unknown;
}

/** Whose code runs. One for all, of every copy of us: Node carries each of these through every promise, and never forgets one. */
const running = shared('running/1', () => new AsyncLocalStorage<object>(), realGlobal);

/** Whoever's code runs, of whichever copy of us. */
export function runningOwner(): object | undefined {
  return running.getStore();
}

/** Ends with its one callback. */
const requests = /REQ|^(TCPCONNECTWRAP|PIPECONNECTWRAP|QUERYWRAP|UDPSENDWRAP|Immediate)/;

/** Goes on while it keeps the event loop alive. */
const handles =
  /^(TCPWRAP|TCPSERVERWRAP|PIPEWRAP|PIPESERVERWRAP|PROCESSWRAP|UDPWRAP|TTYWRAP|FSEVENTWRAP|STATWATCHER|MESSAGEPORT|WORKER|ZLIB|Timeout)$/;

/** Of these, what may be asked for something again at any time, as long as it is open; only then is it said to keep anything alive. */
const connections = /^(TCPWRAP|PIPEWRAP|UDPWRAP)$/;

/** Run code that belongs to nobody, whoever calls for it: what the platform does belongs to no instance, also where its code has asked for it. */
export function asNobody<T>(act: () => T): T {
  return running.exit(act);
}

/**
 * The same promise, and until it has settled, real work of whoever's code asks for it.
 * @param type  what it is called where it does not come; as Node's words for requests
 */
export function asRealWork<T>(promise: Promise<T>, type: 'REGIONREQ' | 'FETCHREQUEST' = 'REGIONREQ'): Promise<T> {
  const work = new AsyncResource(type);
  const over = (): void => work.runInAsyncScope(() => undefined);
  void promise.then(over, over);
  return promise;
}

/**
 * Knows what code is waiting for outside of virtual time. Whatever is begun while an owner's code runs belongs to the owner, across
 * promises and callbacks.
 */
export class RealWork<Owner extends object> {
  readonly #owners = new WeakSet<object>();
  readonly #works = new Map<number, Work<Owner>>();
  readonly #hook: AsyncHook;
  readonly #touched = new Set<Owner>();

  constructor() {
    const over = (asyncId: number): void => void this.#works.delete(asyncId);
    this.#hook = createHook({
      init: (asyncId, type, _trigger, resource) => {
        if (!requests.test(type) && !handles.test(type)) return;
        const { owner } = this;
        if (owner) this.#works.set(asyncId, { owner, type, resource, ignored: false });
      },
      before: (asyncId) => {
        const work = this.#works.get(asyncId);
        if (work) this.#touched.add(work.owner);
      },
      after: (asyncId) => {
        if (requests.test(this.#works.get(asyncId)?.type ?? '')) over(asyncId);
      },
      destroy: over,
    });
  }

  /** The owner whose code runs at the moment. */
  get owner(): Owner | undefined {
    const owner = running.getStore();
    return owner && this.#isOwn(owner) ? owner : undefined;
  }

  /** Run code of an owner. */
  enter(owner: Owner, act: () => void): void {
    this.#touched.add(owner);
    this.#owners.add(owner);
    running.run(owner, act);
  }

  /** Owners whose code has run since they were forgotten, and those that wait for something real: nothing can be new about any other. */
  active(): ReadonlySet<Owner> {
    for (const { owner, ignored } of this.#works.values()) if (!ignored) this.#touched.add(owner);
    return this.#touched;
  }

  forgetActive(): void {
    this.#touched.clear();
  }

  watch(): void {
    this.#hook.enable();
  }

  /** What is connected stays known: code asks for something over its connections of earlier. */
  unwatch(): void {
    this.#hook.disable();
    for (const [id, { type }] of this.#works) if (!connections.test(type)) this.#works.delete(id);
  }

  /** Nothing of it is left that would keep this process from its end. Some of what is open is others', too: Node's pools are one for all. */
  end(): void {
    this.#hook.disable();
    for (const { resource } of this.#works.values()) resource.unref?.();
    this.#works.clear();
  }

  /** What an owner waits for, in Node's words; empty when it waits for nothing real. */
  of(owner: Owner): string[] {
    return this.#underWay(owner).flatMap(({ type, ignored }) => (ignored ? [] : [type]));
  }

  /** What keeps the event loop of an owner from being empty, waited for or not. */
  keeping(owner: Owner): string[] {
    return this.#underWay(owner).map(({ type }) => type);
  }

  /** What an owner has begun so far is no longer waited for. */
  ignore(owner: Owner): void {
    for (const work of this.#works.values()) if (work.owner === owner) work.ignored = true;
  }

  #underWay(owner: Owner): Work<Owner>[] {
    return [...this.#works.values()].filter((work) => work.owner === owner && isUnderWay(work));
  }

  #isOwn(owner: object): owner is Owner {
    return this.#owners.has(owner);
  }
}

function isUnderWay<Owner>({ type, resource }: Work<Owner>): boolean {
  return type === 'ZLIB' ? compresses(resource) : (resource.hasRef?.() ?? true);
}

/** Its handle is destroyed only once it is collected. It holds what it works on; after an error it goes on to, though its stream is gone. */
function compresses(handle: Resource): boolean {
  // The stream stands under a symbol of Node's own.
  const members = handle as Readonly<Record<symbol, { readonly destroyed?: unknown } | undefined>>;
  const gone = Object.getOwnPropertySymbols(handle).some((symbol) => members[symbol]?.destroyed === true);
  return Boolean(handle.buffer) && !gone;
}
