import { Timeline } from '../../src/clock';
import { ProvisionedWatch } from '../../src/harness/provisionedWatch';
import type { InstanceListener, Runtime } from '../../src/runtime';
import type { RequestId } from '../../src/scf';
import { specOf } from '../runtime/instances';

const [r1, r2] = ['r1', 'r2'] as [RequestId, RequestId];

/** Goes on by 1 ms with each look. */
class Ticking extends Timeline {
  #looks = 0;

  override passedMs(): number {
    return (this.#looks += 1);
  }
}

/** An instance that does nothing by itself, watched; each change is told as `<version> @<ms>: <ready> ready, <busy> busy`. */
function watched(version: string, requestId?: RequestId) {
  const heard: string[] = [];
  let listener: InstanceListener | undefined;
  const hear = (what: string) => () => heard.push(what);
  const runtime: Runtime = {
    start: (_spec, its) => {
      listener = its;
      return { memoryMB: 64, run: hear('run'), signal: () => heard.push('signal') > 0, kill: hear('kill') };
    },
    close: () => Promise.resolve(),
  };
  const watch = new ProvisionedWatch(runtime, new Ticking());
  const all = { initFailed: hear('initFailed'), line: hear('line'), answered: hear('answered'), exited: hear('exited') };
  const spec = specOf('index.main', { version, requestId });
  const instance = watch.start(spec, { ...all, ready: hear('ready'), done: hear('done') });
  const told = () => watch.changes.map((change) => `${change.version} @${change.atMs}: ${change.ready} ready, ${change.busy} busy`);
  if (!listener) throw new Error('a runtime is told who listens');
  const runs = (one: RequestId) => watch.runs(spec.id, one);
  const leaves = (one: RequestId) => watch.leaves(spec.id, one);
  return { instance, listener, heard, told, runs, leaves };
}

const ready = '1 @1: 1 ready, 0 busy';

describe('S172: what a provisioned instance is charged by', () => {
  it('is from when it is ready until it ends, and when it runs something', () => {
    const { instance, listener, heard, told, runs, leaves } = watched('1');
    listener.ready();
    runs(r1);
    leaves(r1);
    instance.kill();
    instance.kill();
    expect(told()).toEqual([ready, '1 @2: 0 ready, 1 busy', '1 @3: 0 ready, -1 busy', '1 @4: -1 ready, 0 busy']);
    expect(heard).toEqual(['ready', 'kill', 'kill']);
  });

  it('is one time for events that it runs beside each other', () => {
    const { listener, told, runs, leaves } = watched('1');
    listener.ready();
    for (const requestId of [r1, r2]) runs(requestId);
    for (const requestId of [r1, r2]) leaves(requestId);
    expect(told()).toEqual([ready, '1 @2: 0 ready, 1 busy', '1 @3: 0 ready, -1 busy']);
  });

  it('ends with it, once', () => {
    const { instance, listener, told, runs, leaves } = watched('1');
    listener.ready();
    runs(r1);
    leaves(r1);
    instance.kill();
    leaves(r1);
    instance.kill();
    expect(told().slice(3)).toEqual(['1 @4: -1 ready, 0 busy']);
  });

  it('is nothing while it was never ready', () => {
    const { instance, told, leaves } = watched('1');
    leaves(r1);
    instance.kill();
    expect(told()).toEqual([]);
  });

  it('is that it is busy alone, where it is started for a request', () => {
    const { instance, listener, told, runs, leaves } = watched('1', r1);
    listener.ready();
    runs(r1);
    leaves(r1);
    instance.kill();
    expect(told()).toEqual(['1 @1: 0 ready, 1 busy', '1 @2: 0 ready, -1 busy']);
  });

  it('is nothing of $LATEST, which nothing is provisioned of (S21)', () => {
    const { instance, listener, heard, told, runs, leaves } = watched('$LATEST');
    listener.ready();
    runs(r1);
    leaves(r1);
    instance.kill();
    expect([told(), heard]).toEqual([[], ['ready', 'kill']]);
  });

  it('does not keep from the region what the runtime knows, nor from the runtime what it is to do', () => {
    const { instance, listener, heard } = watched('1');
    instance.run(r1, Buffer.from('1'));
    listener.done({ status: 200, result: Buffer.from('1'), gone: false, durationMs: 1, memoryMB: 1 });
    expect([instance.memoryMB, instance.signal(), heard]).toEqual([64, true, ['run', 'done', 'signal']]);
  });
});
