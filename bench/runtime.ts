import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { RealClock } from '../src/clock';
import { Region } from '../src/region';
import { ProcessRuntime } from '../src/runtime';
import type { LocalInstances, RequestId } from '../src/scf';
import { functionPlan, regionPlan } from '../test/scf/plans';

/**
 * Invocations through a region, without its endpoint, and the least that does the same work: a bare process behind a socket pair, and a bare
 * thread. Both load the same handler and take the same JSON text.
 */

/** Runs the handler once. */
export type Call = (event: Buffer) => Promise<unknown>;

export interface Subject {
  readonly call: Call;
  close(): Promise<unknown>;
}

/** A region whose one function keeps its instances, or starts one for each invocation. @param codeDir  folder with `handler.js` */
export function region(codeDir: string, local: LocalInstances, keepAliveMs = 300_000): Subject {
  const plan = regionPlan([functionPlan('hello', { handler: 'handler.main', timeoutMs: 60_000 })], {
    codeDir,
    profile: { keepAliveMs, burstPerMinute: 1_000_000 },
  });
  const opened = new Region({
    plan,
    clock: new RealClock(),
    runtime: new ProcessRuntime({ lang: 'en', host: process.env, local, codeDir }),
    random: () => 0,
    newRequestId: () => randomUUID() as RequestId,
  });
  const call = async (event: Buffer): Promise<unknown> => {
    const { record, result } = await opened.invoke({ function: 'hello', event, type: 'sync' }).ended;
    if (record.status !== 200) throw new Error(`an invocation ended with ${record.status}`);
    return result;
  };
  return { call, close: () => opened.close() };
}

/** Bare instances, each with one event at a time. */
export async function bare(kind: 'process' | 'thread', instances: number, here: string, codeDir: string): Promise<Subject> {
  const start = kind === 'process' ? bareProcess : bareThread;
  const all = await Promise.all(Array.from({ length: instances }, () => start(here, codeDir)));
  const idle = [...all];
  const waiting: ((one: Subject) => void)[] = [];
  return {
    call: async (event) => {
      const one = idle.pop() ?? (await new Promise<Subject>((resolve) => waiting.push(resolve)));
      const result = await one.call(event);
      const next = waiting.shift();
      if (next) next(one);
      else idle.push(one);
      return result;
    },
    close: () => Promise.all(all.map((one) => one.close())),
  };
}

async function bareProcess(here: string, codeDir: string): Promise<Subject> {
  const child = spawn(process.execPath, [join(here, 'bareProcess.cjs'), codeDir], { stdio: ['ignore', 'inherit', 'inherit', 'pipe'] });
  const socket = child.stdio[3] as Socket;
  await once(socket, 'data');
  let chunks: Buffer[] = [];
  let tell: (result: Buffer) => void = () => undefined;
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    const all = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    if (all.length < 4 || all.length < 4 + all.readUInt32BE(0)) return;
    chunks = [];
    tell(all.subarray(4));
  });
  return {
    call: (event) => {
      const head = Buffer.allocUnsafe(4);
      head.writeUInt32BE(event.length);
      socket.write(Buffer.concat([head, event]));
      return new Promise((resolve) => (tell = resolve));
    },
    close: async () => {
      child.kill();
      await once(child, 'exit');
    },
  };
}

async function bareThread(here: string, codeDir: string): Promise<Subject> {
  const worker = new Worker(join(here, 'bareThread.cjs'), { workerData: codeDir });
  await once(worker, 'message');
  let tell: (result: string) => void = () => undefined;
  worker.on('message', (result: string) => tell(result));
  return {
    call: (event) => {
      worker.postMessage(event.toString());
      return new Promise((resolve) => (tell = resolve));
    },
    close: () => worker.terminate(),
  };
}

/** Wall time of one call after another, µs each. */
export async function oneByOneUs({ call }: Subject, event: Buffer, calls: number): Promise<number> {
  const begin = performance.now();
  for (let made = 0; made < calls; made += 1) await call(event);
  return ((performance.now() - begin) * 1000) / calls;
}

/** Calls a second with so many under way. */
export async function perSecond({ call }: Subject, event: Buffer, calls: number, underWay: number): Promise<number> {
  const begin = performance.now();
  let left = calls;
  const caller = async (): Promise<void> => {
    for (; left > 0;) {
      left -= 1;
      await call(event);
    }
  };
  await Promise.all(Array.from({ length: underWay }, caller));
  return (calls * 1000) / (performance.now() - begin);
}

/** Long enough for what is made ahead of time to be made, ms; nothing else is to run meanwhile. */
const quietMs = 400;

/** Node's own start, ms. */
export async function nodeStartMs(): Promise<number> {
  await pause(quietMs);
  const begin = performance.now();
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
  return performance.now() - begin;
}

/** A cold start up to the first result, ms. */
export async function coldStartMs({ call }: Subject, event: Buffer): Promise<number> {
  await pause(quietMs);
  const begin = performance.now();
  await call(event);
  return performance.now() - begin;
}
