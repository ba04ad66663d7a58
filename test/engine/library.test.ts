import {
  createState,
  scf2021,
  Sink,
  step,
  type FunctionLimits,
  type Input,
  type Instance,
  type Invocation,
  type InvocationId,
} from '../../src/engine';

/** As `examples/engine/burst.js`, in TypeScript: whoever uses the engine alone has no other types than its own. */
it('a call can be told to the engine with the types that it exports', () => {
  const fn: FunctionLimits = {
    key: 'thumbnail',
    memoryMB: 64,
    timeoutMs: 3_000,
    initTimeoutMs: 65_000,
    asyncRun: false,
    reservedMB: undefined,
    provisionedInstances: 0,
    schedule: [],
    tracking: undefined,
    retryNum: 2,
    msgTtlMs: 21_600_000,
    deadLetter: undefined,
    instanceConcurrency: 1,
    role: undefined,
  };
  const due: Input[] = [];
  const ended: number[] = [];
  class Shell extends Sink {
    override starts({ id }: Instance): void {
      due.push({ kind: 'started', instanceId: id });
    }
    override runs({ id }: Invocation, instance: Instance): void {
      due.push({ kind: 'finished', instanceId: instance.id, id, status: 200, gone: false, keepAliveMs: 300_000 });
    }
    override ended(_invocation: Invocation, status: number): void {
      ended.push(status);
    }
  }
  const shell = new Shell();
  const state = createState({ functions: [fn], allocated: [], profile: scf2021 });
  const id = 0 as InvocationId;
  const call: Input = {
    kind: 'invoked',
    id,
    function: fn.key,
    qualifier: '$LATEST',
    type: 'sync',
    bytes: 2,
    draw: 0,
    routingKey: undefined,
    data: undefined,
  };
  step(state, call, 0, shell);
  for (let next = due.shift(); next; next = due.shift()) step(state, next, 300, shell);
  expect(ended).toEqual([200]);
});
