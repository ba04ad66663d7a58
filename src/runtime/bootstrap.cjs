// @ts-check
'use strict';

/**
 * What an instance's process, or thread, runs: it loads a handler and gives it one event after another. It depends on nothing, and is copied
 * as it is beside the bundle. Until it is told what to load it is blank: Node has started, and there is nothing of a user's in it.
 *
 * It waits for what it is told without letting its event loop turn. An instance that waits for its next event is therefore truly frozen, on
 * every platform (S112). And since nothing of ours is in that loop, `beforeExit` says when it is empty (S193).
 *
 * @typedef {{ file: string, method: string, esm: boolean, sourceMaps: boolean, coldStartMs: number, remainingTime: boolean,
 *   responseMax: number, requestId: string, context: Record<string, string | number> & { time_limit_in_ms: number },
 *   overlay: Record<string, unknown>, environment: Record<string, string>, folder: string, memory: 'off' | 'measure' | 'enforce' }} Init
 * @typedef {{ kind: 'init', init: Init } | { kind: 'run', requestId: string } | { kind: 'thaw' }} Command
 * @typedef {{ command: Command, body: string }} Told  the body is an event as JSON text
 * @typedef {{ send: (header: object, body: Buffer | undefined) => void, receive: () => Told, enter: (init: Init) => void,
 *   lookAtMemory: () => { peakBytes: number, baseBytes: number }, die: () => never }} Home
 * @typedef {{ port: import('node:worker_threads').MessagePort, urgent: import('node:worker_threads').MessagePort,
 *   cells: Int32Array }} ThreadData
 * @typedef {{ message: string, stack?: string, thrown?: string }} Fault
 * @typedef {{ kind: 'json', json: Buffer } | { kind: 'threw', fault: Fault } | { kind: 'notJson', fault: Fault }
 *   | { kind: 'tooLarge', bytes: number }} Outcome
 * @typedef {{ requestId: string, startedMs: number, outcome: Outcome | undefined, answered: boolean, ending: boolean }} Run
 * @typedef {(event: unknown, context: object, callback: (error?: unknown, data?: unknown) => void) => unknown} Handler
 */

// User code may replace any of these later; what is used during a run is kept from before it was loaded.
const hooks = require('node:async_hooks');
const consoles = require('node:console');
const fs = require('node:fs');
const modules = require('node:module');
const urls = require('node:url');
const util = require('node:util');
const { closeSync, fstatSync, openSync, readSync, writeSync, writevSync } = fs;
const { inspect } = util;
const { parse, stringify } = JSON;
const soon = setImmediate;
const nowMs = performance.now.bind(performance);

const textMax = 64 * 1024;
/** Memory is looked at again once the runs since the last look have taken this long, ms: a look takes longer than a small run. */
const lookEveryMs = 5;
/** A call through it starts in no async context: the store of one request must not be seen by the next. */
const root = new hooks.AsyncResource('Instance');
const home = process.argv[2] === 'thread' ? thread() : ownProcess();

/** @type {Init} */
let init;
/** @type {Handler} */
let handler;
/** @type {unknown} */
let receiver;
let loading = false;
let thawed = false;
/** @type {Run | undefined} */
let run;
/** The last look at memory, bytes, and how long runs have taken since, ms. */
let memory = { peakBytes: 0, baseBytes: 0, sinceMs: Infinity };

begin();

function begin() {
  process.on('beforeExit', emptied);
  process.on('uncaughtException', uncaught);
  home.send({ kind: 'booted', residentBytes: home.lookAtMemory().baseBytes }, undefined);
  const { command } = home.receive();
  if (command.kind !== 'init') home.die();
  else prepare(command.init);
}

/** @param {Init} told */
function prepare(told) {
  init = told;
  Reflect.deleteProperty(require.cache, __filename);
  // All of it, and in the same order however we came to be: a shell that has started us has left variables of its own.
  for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, init.environment);
  home.enter(init);
  // Node has read NODE_PATH, but not the one that holds now.
  /** @type {{ _initPaths?: () => void }} */ (/** @type {unknown} */ (modules))._initPaths?.();
  process.argv = [process.execPath, init.file];
  if (init.sourceMaps) process.setSourceMapsEnabled(true);
  Object.assign(console, platformConsole());
  if (init.coldStartMs > 0) sleep(init.coldStartMs);
  loading = true;
  load().then(loaded, (/** @type {unknown} */ error) => {
    initFailed('threw', faultOf(error));
  });
}

/** Loads the handler's module and gives what it exports. */
async function load() {
  if (init.esm) return import(urls.pathToFileURL(init.file).href);
  return modules.createRequire(init.file)(init.file);
}

/** @param {Record<string, unknown> | undefined} exported */
function loaded(exported) {
  const found = exported?.[init.method];
  if (typeof found !== 'function') {
    initFailed('noHandler', { message: '' }, Object.keys(exported ?? {}));
    return;
  }
  receiver = exported;
  handler = /** @type {Handler} */ (found);
  // Once more round the loop, so that a promise that was rejected while loading is noticed.
  soon(() => {
    if (!loading) return;
    loading = false;
    home.send({ kind: 'ready' }, undefined);
    root.runInAsyncScope(serve);
  });
}

/**
 * @param {'threw' | 'noHandler' | 'unsettled'} why
 * @param {Fault} fault
 * @param {string[]} [names]  what the module exports
 */
function initFailed(why, fault, names = []) {
  if (!loading) return;
  loading = false;
  home.send({ kind: 'initFailed', why, fault, names: names.slice(0, 20) }, undefined);
  home.die();
}

/** Waits for the next event, and starts its run before anything that the last one left behind. */
function serve() {
  const { command, body } = home.receive();
  // `beforeExit` ends the process unless there is something to do; the next turn asks again whether the loop is empty.
  soon(() => undefined);
  if (command.kind === 'thaw') thawed = true;
  else if (command.kind === 'run') start(command.requestId, body);
  else home.die();
}

/**
 * @param {string} requestId
 * @param {string} body
 */
function start(requestId, body) {
  /** @type {Run} */
  const current = { requestId, startedMs: nowMs(), outcome: undefined, answered: false, ending: false };
  run = current;
  try {
    const event = parse(body);
    const context = contextOf(current);
    current.startedMs = nowMs();
    const value = handler.call(receiver, event, context, (error, data) => {
      const waits = context.callbackWaitsForEmptyEventLoop;
      const counts = conclude(current, () => (error === null || error === undefined ? outcomeOf(data) : threw(error)));
      if (counts && !waits) end(current);
    });
    if (isThenable(value)) {
      value.then(
        (result) => {
          conclude(current, () => outcomeOf(result));
          end(current);
        },
        (/** @type {unknown} */ error) => {
          conclude(current, () => threw(error));
          end(current);
        },
      );
    } else if (value !== undefined) {
      if (conclude(current, () => outcomeOf(value))) answer(current);
    }
  } catch (error) {
    conclude(current, () => threw(error));
    end(current);
  }
}

/**
 * The first outcome of a run counts; whether this is it.
 * @param {Run} current
 * @param {() => Outcome} outcome
 */
function conclude(current, outcome) {
  if (run !== current || current.outcome) return false;
  current.outcome = outcome();
  return true;
}

/**
 * Gives the caller its result while the run goes on.
 * @param {Run} current
 */
function answer(current) {
  if (current.outcome?.kind === 'json') {
    current.answered = true;
    home.send({ kind: 'answered' }, current.outcome.json);
  } else {
    end(current);
  }
}

/**
 * Ends a run though its loop may not be empty. What is under way comes to its end first, promises that nobody handles included.
 * @param {Run} current
 */
function end(current) {
  if (run !== current || current.ending) return;
  current.ending = true;
  const durationMs = nowMs() - current.startedMs;
  soon(() => root.runInAsyncScope(finish, undefined, current, durationMs, false));
}

/**
 * @param {Run} current
 * @param {number} durationMs
 * @param {boolean} empty  whether the loop is empty
 */
function finish(current, durationMs, empty) {
  run = undefined;
  const outcome = current.outcome ?? { kind: 'json', json: Buffer.from('null') };
  const usage = { durationMs, peakBytes: peakBytes(durationMs), empty };
  if (outcome.kind !== 'json') home.send({ ...usage, kind: 'done', outcome }, undefined);
  else home.send({ ...usage, kind: 'done', outcome: { kind: 'json' } }, current.answered ? undefined : outcome.json);
  serve();
}

/**
 * Largest memory in the run that ends, bytes. What is found out only now and then is of all runs since the last look; what cannot have
 * changed much since then is not looked at.
 * @param {number} durationMs
 */
function peakBytes(durationMs) {
  if (init.memory === 'off') return 0;
  memory.sinceMs += durationMs;
  if (init.memory === 'measure' && memory.sinceMs < lookEveryMs) return memory.baseBytes;
  memory = { ...home.lookAtMemory(), sinceMs: 0 };
  return memory.peakBytes;
}

function emptied() {
  // Listeners of user code come first: what they start belongs to the run.
  if (process.listeners('beforeExit').at(-1) !== emptied) {
    process.removeListener('beforeExit', emptied);
    process.on('beforeExit', emptied);
    soon(() => undefined);
  } else if (loading) {
    initFailed('unsettled', { message: '' });
  } else if (run && !run.ending) {
    run.ending = true;
    root.runInAsyncScope(finish, undefined, run, nowMs() - run.startedMs, true);
  }
}

/** @param {unknown} error */
function uncaught(error) {
  if (loading) {
    initFailed('threw', faultOf(error));
  } else if (run) {
    run.outcome = threw(error);
    end(run);
  } else if (thawed) {
    // It runs on only to end, and an exception ends it.
    home.die();
  }
}

/** @param {Run} current */
function contextOf(current) {
  const { time_limit_in_ms: limitMs } = init.context;
  const context = { callbackWaitsForEmptyEventLoop: true, ...init.context, request_id: current.requestId, ...init.overlay };
  if (!init.remainingTime) return context;
  return { ...context, getRemainingTimeInMillis: () => Math.max(0, limitMs - (nowMs() - current.startedMs)) };
}

/**
 * @param {unknown} value
 * @returns {Outcome}
 */
function outcomeOf(value) {
  try {
    /** @type {unknown} */
    const text = stringify(value);
    // There is no JSON for undefined, functions and symbols.
    const json = Buffer.from(typeof text === 'string' ? text : 'null');
    return json.length > init.responseMax ? { kind: 'tooLarge', bytes: json.length } : { kind: 'json', json };
  } catch (error) {
    return { kind: 'notJson', fault: faultOf(error) };
  }
}

/**
 * @param {unknown} error
 * @returns {Outcome}
 */
function threw(error) {
  return { kind: 'threw', fault: faultOf(error) };
}

/**
 * What was thrown, as text. Anything can be thrown, so anything here can throw.
 * @param {unknown} error
 * @returns {Fault}
 */
function faultOf(error) {
  try {
    if (error instanceof Error || util.types.isNativeError(error)) {
      const stack = typeof error.stack === 'string' ? withoutUs(error.stack) : String(error);
      return { message: error.message.slice(0, textMax), stack: stack.slice(0, textMax) };
    }
    const text = typeof error === 'string' ? error : inspect(error);
    return { message: text.slice(0, textMax), thrown: error === null ? 'null' : typeof error };
  } catch {
    return { message: '', thrown: typeof error };
  }
}

/**
 * A stack ends where user code was entered; below are only we and Node.
 * @param {string} stack
 */
function withoutUs(stack) {
  const lines = stack.split('\n');
  const first = lines.findIndex((line) => line.includes(__filename));
  return (first < 0 ? lines : lines.slice(0, first)).join('\n');
}

/**
 * @param {unknown} value
 * @returns {value is PromiseLike<unknown>}
 */
function isThenable(value) {
  return (
    (typeof value === 'object' || typeof value === 'function') &&
    value !== null &&
    typeof (/** @type {{ then?: unknown }} */ (value).then) === 'function'
  );
}

/** Methods of a console that writes as the platform's does: `<time>\t<requestId>\t<text>`, all to standard output (S165). */
function platformConsole() {
  const stream = /** @type {NodeJS.WritableStream} */ (
    /** @type {unknown} */ ({
      /** @param {string} text */
      write: (text) => process.stdout.write(`${new Date().toISOString()}\t${run?.requestId ?? init.requestId}\t${text}`),
    })
  );
  const own = new consoles.Console({ stdout: stream, stderr: stream, ignoreErrors: false, colorMode: false });
  return Object.fromEntries(Object.entries(own).filter(([name, value]) => typeof value === 'function' && name !== 'Console'));
}

/**
 * A process of its own: it talks over file descriptor 3 with blocking reads and writes.
 * @returns {Home}
 */
function ownProcess() {
  const channel = 3;
  /** What the descriptor was when we started. User code may close it, and reopen the number for something of its own. */
  const ours = identity(channel);
  const sizes = 8;
  const inboxBytes = 64 * 1024;
  let inbox = Buffer.allocUnsafeSlow(inboxBytes);
  let [from, to] = [0, 0];

  for (const stream of [process.stdout, process.stderr]) {
    // A write returns once it is with the reader: nothing is lost when the process ends, and a flood of output slows down its writer.
    /** @type {{ _handle?: { setBlocking?: (on: boolean) => void } }} */ (/** @type {unknown} */ (stream))._handle?.setBlocking?.(true);
  }

  /** @param {number} bytes  that must be in the inbox */
  function fill(bytes) {
    if (to - from >= bytes) return;
    const larger = inbox.length < bytes ? Buffer.allocUnsafeSlow(bytes) : inbox;
    inbox.copy(larger, 0, from, to);
    [inbox, from, to] = [larger, 0, to - from];
    while (to < bytes) {
      const count = patiently(() => readSync(channel, inbox, to, inbox.length - to, null));
      // The engine is gone; nobody will want anything of us again.
      if (count === 0) die();
      to += count;
    }
  }

  return {
    send(header, body) {
      const head = stringify(header);
      const headBytes = Buffer.byteLength(head);
      const bodyBytes = body?.length ?? 0;
      const begin = Buffer.allocUnsafe(sizes + headBytes);
      begin.writeUInt32BE(headBytes, 0);
      begin.writeUInt32BE(bodyBytes, 4);
      begin.write(head, sizes);
      // User code has closed the channel. The engine has seen that, and ends us (405).
      while (identity(channel) !== ours) sleep(1000);
      writeAll(channel, begin, body);
    },
    receive() {
      fill(sizes);
      const [headBytes, bodyBytes] = [inbox.readUInt32BE(from), inbox.readUInt32BE(from + 4)];
      fill(sizes + headBytes + bodyBytes);
      const head = from + sizes;
      const body = head + headBytes;
      const told = { command: parse(inbox.toString('utf8', head, body)), body: inbox.toString('utf8', body, body + bodyBytes) };
      from = body + bodyBytes;
      // One large event is no reason to hold so much memory for ever.
      if (from === to && inbox.length > 16 * inboxBytes) [inbox, from, to] = [Buffer.allocUnsafeSlow(inboxBytes), 0, 0];
      return told;
    },
    enter: ({ folder }) => process.chdir(folder),
    lookAtMemory: ownMemory,
    die,
  };
}

/** Largest resident memory of this process since the last look, and what it is now, bytes. */
function ownMemory() {
  try {
    if (process.platform === 'linux') return linuxMemory();
  } catch {
    // No descriptor is left, or there is no /proc.
  }
  // Where the system does not forget the largest figure, it is that of all runs so far.
  return { peakBytes: process.resourceUsage().maxRSS * 1024, baseBytes: process.memoryUsage.rss() };
}

/** On Linux `maxRSS` counts what the parent held when it started us. */
function linuxMemory() {
  const status = Buffer.allocUnsafe(4096);
  const fd = openSync('/proc/self/status', 'r');
  const text = status.toString('latin1', 0, readSync(fd, status));
  closeSync(fd);
  forgetPeak();
  const [peakBytes = 0, baseBytes = 0] = ['VmHWM', 'VmRSS'].map((name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1]) * 1024);
  return { peakBytes, baseBytes };
}

/** Begins a new measurement of the largest memory. */
function forgetPeak() {
  try {
    const fd = openSync('/proc/self/clear_refs', 'w');
    writeSync(fd, '5');
    closeSync(fd);
  } catch {
    // Not every container allows it; the figure is then that of all runs so far.
  }
}

/**
 * A thread of the engine's process: it talks through a port that nobody else has, and waits for a bell to ring.
 * @returns {Home}
 */
function thread() {
  const threads = require('node:worker_threads');
  const v8 = require('node:v8');
  const { receiveMessageOnPort } = threads;
  const { port, urgent, cells } = /** @type {ThreadData} */ (threads.workerData);
  // How often the bell has rung; printed bytes that nobody has read yet; whether SIGTERM would be heard.
  const [bell, unread, listens] = [0, 1, 2];
  /** A flood of output slows down its writer, bytes. */
  const unreadMax = 1024 * 1024;
  /** Larger bodies change hands, smaller ones are sooner copied, bytes. */
  const cloneMax = 16 * 1024;
  /** @param {Uint8Array} bytes @param {number} [begin] @param {number} [end] */
  const copyOf = (bytes, begin, end) => new Uint8Array(bytes.subarray(begin, end));
  Object.assign(threads, { workerData: null });
  const leave = /** @type {{ reallyExit: (code: number) => never }} */ (/** @type {unknown} */ (process)).reallyExit.bind(process);

  [process.stdout, process.stderr].forEach((stream, index) => {
    // Node's own way would lose what it holds back while the thread waits.
    stream._writev = (chunks, written) => {
      for (const { chunk, encoding } of chunks) print(index + 1, typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk);
      written();
    };
  });
  // Signals do not reach threads, so the engine asks for the listeners itself. @source S84
  for (const change of ['newListener', 'removeListener'])
    process.on(change, (name) => {
      if (name === 'SIGTERM') Atomics.store(cells, listens, process.listenerCount(name) + Number(change === 'newListener'));
    });
  urgent.on('message', () => {
    if (!process.emit('SIGTERM', 'SIGTERM')) leave(1);
  });
  urgent.unref();

  /**
   * @param {number} fd
   * @param {Buffer} bytes
   */
  function print(fd, bytes) {
    for (let at = 0; at < bytes.length; at += unreadMax) {
      const chunk = copyOf(bytes, at, at + unreadMax);
      for (let waiting = Atomics.load(cells, unread); waiting > unreadMax; waiting = Atomics.load(cells, unread)) {
        Atomics.wait(cells, unread, waiting);
      }
      Atomics.add(cells, unread, chunk.length);
      port.postMessage({ fd, bytes: chunk });
    }
  }

  return {
    send(header, body) {
      // A slice of Node's pool would take the whole pool along.
      const own = body && (body.length === body.buffer.byteLength ? body : copyOf(body));
      port.postMessage({ header, body: own }, own && own.length > cloneMax ? [/** @type {ArrayBuffer} */ (own.buffer)] : []);
    },
    receive() {
      for (;;) {
        const rung = Atomics.load(cells, bell);
        const got = receiveMessageOnPort(port);
        if (got) return { command: got.message.command, body: got.message.body === undefined ? '' : Buffer.from(got.message.body.buffer).toString() };
        Atomics.wait(cells, bell, rung);
      }
    },
    enter: () => undefined,
    lookAtMemory() {
      const { total_heap_size: heap, external_memory: external } = v8.getHeapStatistics();
      return { peakBytes: heap + external, baseBytes: heap + external };
    },
    die: () => leave(1),
  };
}

/**
 * @param {number} fd
 * @param {Buffer} begin
 * @param {Buffer | undefined} rest
 */
function writeAll(fd, begin, rest) {
  let left = rest ? [begin, rest] : [begin];
  while (left.length > 0) {
    const count = patiently(() => writevSync(fd, left));
    if (count === 0) return;
    left = after(left, count);
  }
}

/**
 * What is left of buffers without their first bytes.
 * @param {Buffer[]} buffers
 * @param {number} bytes
 */
function after(buffers, bytes) {
  let gone = bytes;
  return buffers.flatMap((buffer) => {
    const cut = Math.min(gone, buffer.length);
    gone -= cut;
    return cut < buffer.length ? [buffer.subarray(cut)] : [];
  });
}

/**
 * Repeats what a signal interrupted; 0 when the descriptor is of no use any more.
 * @param {() => number} transfer
 */
function patiently(transfer) {
  for (;;) {
    try {
      return transfer();
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code !== 'EINTR' && code !== 'EAGAIN') return 0;
      sleep(1);
    }
  }
}

/**
 * Which file a descriptor stands for; undefined when it is closed.
 * @param {number} fd
 */
function identity(fd) {
  try {
    const { dev, ino } = fstatSync(fd);
    return `${dev}:${ino}`;
  } catch {
    return undefined;
  }
}

/** @param {number} ms */
function sleep(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/**
 * Ends the process at once; user code has no say in it.
 * @returns {never}
 */
function die() {
  process.kill(process.pid, 'SIGKILL');
  // The signal is on its way; nothing may happen until it arrives.
  for (;;) sleep(1000);
}
