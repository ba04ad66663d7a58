import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import type { InstanceListener, InstanceSpec, RunFailure, RunReport, Runtime, RuntimeInstance } from '../../src/runtime';
import { processes, type FunctionPlan, type InstanceId, type LocalInstances, type RequestId } from '../../src/scf';
import { functionPlan } from '../scf/plans';

/** Handlers that a user could have written, most of them badly. */
export const handlers = join(__dirname, '..', '..', 'fixtures', 'handlers');

/** The ways in which instances are made; most of what holds for one holds for all. */
export const kinds: readonly { readonly kind: string; readonly local: LocalInstances }[] = [
  { kind: 'processes', local: processes },
  { kind: 'prebooted processes', local: { isolation: 'process', prebooted: 2 } },
  { kind: 'threads', local: { isolation: 'thread', prebooted: 0 } },
  { kind: 'prebooted threads', local: { isolation: 'thread', prebooted: 2 } },
];

/** Without those made ahead of time: what is done in them is the same. */
export const [processKind = never(), , threadKind = never()] = kinds;

function never(): never {
  throw new Error('there are such kinds');
}

/** What happened to an instance, as it was told. */
export type Told =
  | { readonly kind: 'ready' | 'exited' }
  | { readonly kind: 'initFailed'; readonly failure: RunFailure }
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'answered'; readonly result: unknown }
  | { readonly kind: 'done'; readonly report: RunReport };

type ToldOf<K extends Told['kind']> = Extract<Told, { kind: K }>;

/** An instance, and everything that is heard of it. */
export class Observed {
  readonly told: Told[] = [];
  readonly instance: RuntimeInstance;
  readonly #news = new EventEmitter();
  #runs = 0;

  constructor(runtime: Runtime, spec: InstanceSpec) {
    this.instance = runtime.start(spec, this.#listener());
  }

  get lines(): string[] {
    return this.told.flatMap((told) => (told.kind === 'line' ? [told.text] : []));
  }

  /** The next thing of a kind from now on, or the first if it has happened already. */
  async heard<K extends Told['kind']>(kind: K, from = 0): Promise<ToldOf<K>> {
    for (let at = from; ; at += 1) {
      while (at >= this.told.length) await once(this.#news, 'told');
      const told = this.told[at];
      if (told?.kind === kind) return told as ToldOf<K>;
    }
  }

  /** Runs one event once the instance can take it; how the run ends. */
  async run(event: unknown = {}, requestId = this.nextRequestId(), trigger?: string): Promise<RunReport> {
    await this.heard('ready');
    const from = this.told.length;
    this.instance.run(requestId, Buffer.from(JSON.stringify(event)), trigger);
    return (await this.heard('done', from)).report;
  }

  /** Starts to run one event, and waits until it has printed a line. */
  async runUntilLine(event: unknown = {}): Promise<string> {
    await this.heard('ready');
    const from = this.told.length;
    this.instance.run(this.nextRequestId(), Buffer.from(JSON.stringify(event)));
    return (await this.heard('line', from)).text;
  }

  nextRequestId(): RequestId {
    this.#runs += 1;
    return `request-${this.#runs}` as RequestId;
  }

  #listener(): InstanceListener {
    const tell = (told: Told): void => {
      this.told.push(told);
      this.#news.emit('told');
    };
    return {
      ready: () => tell({ kind: 'ready' }),
      initFailed: (failure) => tell({ kind: 'initFailed', failure }),
      line: (text) => tell({ kind: 'line', text }),
      answered: (result) => tell({ kind: 'answered', result: valueOf(result) }),
      done: (report) => tell({ kind: 'done', report }),
      exited: () => tell({ kind: 'exited' }),
    };
  }
}

/** What a handler gave back. */
export function valueOf(result: Buffer): unknown {
  return JSON.parse(result.toString());
}

/** The result of a run that must have gone well. */
export function resultOf(report: RunReport): unknown {
  if (report.status !== 200) throw new Error(`ended with ${report.status}: ${JSON.stringify(report.error)}`);
  return valueOf(report.result);
}

/** The failure of a run that must have gone wrong. */
export function failureOf(report: RunReport): RunFailure {
  if (report.status === 200) throw new Error(`ended well: ${report.result.toString()}`);
  return report;
}

let started = 0;

/** An instance of a handler among the fixtures, changed where a test needs it. */
export function specOf(handler: string, changes: Partial<InstanceSpec> = {}, plan: Partial<FunctionPlan> = {}): InstanceSpec {
  started += 1;
  return {
    id: started as InstanceId,
    function: functionPlan('work', { handler, memoryMB: 512, ...plan }),
    version: '$LATEST',
    requestId: 'request-0' as RequestId,
    region: 'ap-guangzhou',
    namespace: 'default',
    codeDir: handlers,
    coldStartMs: 0,
    memory: 'measure',
    remainingTime: false,
    context: {},
    ...changes,
  };
}
