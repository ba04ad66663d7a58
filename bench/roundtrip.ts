import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { RealClock } from '../src/clock';
import { Region } from '../src/region';
import { ProcessRuntime } from '../src/runtime';
import type { RequestId } from '../src/scf';
import { functionPlan, regionPlan } from '../test/scf/plans';

/** A warm invocation through the region against a message to a bare child process and back; µs per round trip, both in one process. */

const batch = 500;

/** @param codeDir  folder with `handler.js` */
export async function roundTrips(codeDir: string): Promise<{ warm: () => Promise<number>; raw: () => Promise<number>; close: () => Promise<void> }> {
  const region = new Region({
    plan: regionPlan([functionPlan('hello', { handler: 'handler.main_handler' })], { codeDir }),
    clock: new RealClock(),
    runtime: new ProcessRuntime({ lang: 'en', host: process.env }),
    random: () => 0,
    newRequestId: () => randomUUID() as RequestId,
  });
  const event = Buffer.from('{}');
  const invoke = () => region.invoke({ function: 'hello', event, type: 'sync' }).ended;
  await invoke();

  const child = fork(join(__dirname, 'rawChild.cjs'), [join(codeDir, 'handler.js')]);
  await once(child, 'message');
  const send = async (): Promise<void> => {
    const answer = once(child, 'message');
    child.send({});
    await answer;
  };
  return {
    warm: () => perCallUs(invoke),
    raw: () => perCallUs(send),
    close: async () => {
      child.disconnect();
      await region.close();
    },
  };
}

async function perCallUs(call: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  for (let made = 0; made < batch; made += 1) await call();
  return ((performance.now() - begin) * 1000) / batch;
}
