import { Timeline } from '../../src/clock';
import { ProvisionedWatch } from '../../src/harness/provisionedWatch';
import type { InstanceListener, RunReport, Runtime } from '../../src/runtime';
import type { RequestId } from '../../src/scf';
import { specOf } from '../runtime/instances';

const report: RunReport = { status: 200, result: Buffer.from('1'), gone: false, durationMs: 1, memoryMB: 1 };
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
  const instance = watch.start(specOf('index.main', { version, requestId }), { ...all, ready: hear('ready'), done: hear('done') });
  const told = () => watch.changes.map((change) => `${change.version} @${change.atMs}: ${change.ready} ready, ${change.busy} busy`);
  if (!listener) throw new Error('a runtime is told who listens');
  return { instance, listener, heard, told };
}

const ready = '1 @1: 1 ready, 0 busy';

describe('S172: what a provisioned instance is charged by', () => {
  it('is from when it is ready until it ends, and when it runs something', () => {
    const { instance, listener, heard, told } = watched('1');
    listener.ready();
    instance.run(r1, Buffer.from('1'));
    listener.done(report);
    instance.kill();
    instance.kill();
    expect(told()).toEqual([ready, '1 @2: 0 ready, 1 busy', '1 @3: 0 ready, -1 busy', '1 @4: -1 ready, 0 busy']);
    expect(heard).toEqual(['ready', 'run', 'done', 'kill', 'kill']);
  });

  it('is one time for events that it runs beside each other', () => {
    const { instance, listener, told } = watched('1');
    listener.ready();
    for (const requestId of [r1, r2]) instance.run(requestId, Buffer.from('1'));
    for (const requestId of [r1, r2]) listener.done(report, requestId);
    expect(told()).toEqual([ready, '1 @2: 0 ready, 1 busy', '1 @3: 0 ready, -1 busy']);
  });

  it('ends with it, whatever it was doing, and once', () => {
    const { instance, listener, told } = watched('1');
    listener.ready();
    instance.run(r1, Buffer.from('1'));
    instance.kill();
    listener.done(report);
    instance.kill();
    expect(told()).toEqual([ready, '1 @2: 0 ready, 1 busy', '1 @3: -1 ready, -1 busy']);
  });

  it('is nothing while it was never ready', () => {
    const { instance, told } = watched('1');
    instance.kill();
    expect(told()).toEqual([]);
  });

  it('is that it is busy alone, where it is started for a request', () => {
    const { instance, listener, told } = watched('1', r1);
    listener.ready();
    instance.run(r1, Buffer.from('1'));
    instance.kill();
    expect(told()).toEqual(['1 @1: 0 ready, 1 busy', '1 @2: 0 ready, -1 busy']);
  });

  it('is nothing of $LATEST, which nothing is provisioned of (S21)', () => {
    const { instance, listener, heard, told } = watched('$LATEST');
    listener.ready();
    instance.run(r1, Buffer.from('1'));
    listener.done(report);
    instance.kill();
    expect([told(), heard]).toEqual([[], ['ready', 'run', 'done', 'kill']]);
  });

  it('does not keep from the region what the runtime knows', () => {
    const { instance, heard } = watched('1');
    expect([instance.memoryMB, instance.signal(), heard]).toEqual([64, true, ['signal']]);
  });
});
