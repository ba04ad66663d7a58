// @ts-check
'use strict';

/**
 * What an instance's process runs: it loads a handler and gives it one event after another. It depends on nothing, and is copied as it is
 * beside the bundle.
 *
 * It talks over file descriptor 3 with blocking reads and writes. An instance that waits for its next event is therefore truly frozen, on
 * every platform: its event loop does not turn (S112). And since nothing of ours is in that loop, `beforeExit` says when it is empty (S193).
 *
 * @typedef {{ nonce: string, file: string, method: string, esm: boolean, sourceMaps: boolean, coldStartMs: number, remainingTime: boolean,
 *   responseMax: number, requestId: string, context: Record<string, string | number> & { time_limit_in_ms: number },
 *   overlay: Record<string, unknown>, variables: string[] }} Init
 * @typedef {{ kind: 'init', init: Init } | { kind: 'run', requestId: string } | { kind: 'thaw' }} Command
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
const { fstatSync, readFileSync, readSync, writeFileSync, writeSync } = fs;
const { inspect } = util;
const { parse, stringify } = JSON;
const soon = setImmediate;
const nowMs = performance.now.bind(performance);

const channel = 3;
const textMax = 64 * 1024;
/** A call through it starts in no async context: the store of one request must not be seen by the next. */
const root = new hooks.AsyncResource('Instance');
/** What the descriptors were when we started. User code may close them, and reopen the number for something of its own. */
const ours = new Map([1, 2, channel].map((fd) => [fd, identity(fd)]));

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

begin();

function begin() {
  for (const stream of [process.stdout, process.stderr]) {
    // A write returns once it is with the reader: nothing is lost when the process ends, and a flood of output slows down its writer.
    /** @type {{ _handle?: { setBlocking?: (on: boolean) => void } }} */ (/** @type {unknown} */ (stream))._handle?.setBlocking?.(true);
  }
  process.on('beforeExit', emptied);
  process.on('uncaughtException', uncaught);
  send({ kind: 'booted', residentBytes: process.memoryUsage.rss() });
  const { command } = receive();
  if (command.kind !== 'init') die();
  else prepare(command.init);
}

/** @param {Init} told */
function prepare(told) {
  init = told;
  Reflect.deleteProperty(require.cache, __filename);
  // A shell has started us, and shells leave variables of their own.
  for (const name of Object.keys(process.env)) if (!init.variables.includes(name)) Reflect.deleteProperty(process.env, name);
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
    mark();
    send({ kind: 'ready' });
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
  mark();
  send({ kind: 'initFailed', why, fault, names: names.slice(0, 20) });
  die();
}

/** Waits for the next event, and starts its run before anything that the last one left behind. */
function serve() {
  const { command, body } = receive();
  // `beforeExit` ends the process unless there is something to do; the next turn asks again whether the loop is empty.
  soon(() => undefined);
  if (command.kind === 'thaw') thawed = true;
  else if (command.kind === 'run') start(command.requestId, body);
  else die();
}

/**
 * @param {string} requestId
 * @param {Buffer} body
 */
function start(requestId, body) {
  /** @type {Run} */
  const current = { requestId, startedMs: nowMs(), outcome: undefined, answered: false, ending: false };
  run = current;
  try {
    const event = parse(body.toString());
    const context = contextOf(current);
    forgetPeak();
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
    send({ kind: 'answered' }, current.outcome.json);
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
  mark();
  const usage = { durationMs, peakBytes: peakBytes(), empty };
  if (outcome.kind !== 'json') send({ ...usage, kind: 'done', outcome });
  else send({ ...usage, kind: 'done', outcome: { kind: 'json' } }, current.answered ? undefined : outcome.json);
  serve();
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
    die();
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

/** Tells the reader of each output stream that what came so far belongs to what has just ended. */
function mark() {
  for (const fd of [1, 2]) {
    if (identity(fd) === ours.get(fd)) writeAll(fd, Buffer.from(`\0${init.nonce}\n`));
  }
}

/** Begins a new measurement of the largest memory, where the system knows how. */
function forgetPeak() {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Not every container allows it; the figure is then that of all runs so far.
  }
}

/** Largest resident memory of this process in this run, bytes. */
function peakBytes() {
  // On Linux `maxRSS` counts what the parent held when it started us.
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'latin1')) ?? [];
  return kilobytes === undefined ? process.memoryUsage.rss() : Number(kilobytes) * 1024;
}

/**
 * @param {object} header
 * @param {Buffer} [body]
 */
function send(header, body = Buffer.alloc(0)) {
  const head = Buffer.from(stringify(header));
  const sizes = Buffer.alloc(8);
  sizes.writeUInt32BE(head.length, 0);
  sizes.writeUInt32BE(body.length, 4);
  // User code has closed the channel. The engine has seen that, and ends us (405).
  while (identity(channel) !== ours.get(channel)) sleep(1000);
  writeAll(channel, Buffer.concat([sizes, head, body]));
}

/** @returns {{ command: Command, body: Buffer }} */
function receive() {
  const sizes = readAll(8);
  const head = readAll(sizes.readUInt32BE(0));
  const body = readAll(sizes.readUInt32BE(4));
  return { command: parse(head.toString()), body };
}

/** @param {number} size */
function readAll(size) {
  const buffer = Buffer.allocUnsafe(size);
  for (let at = 0; at < size;) {
    const count = patiently(() => readSync(channel, buffer, at, size - at, null));
    // The engine is gone; nobody will want anything of us again.
    if (count === 0) die();
    at += count;
  }
  return buffer;
}

/**
 * @param {number} fd
 * @param {Buffer} bytes
 */
function writeAll(fd, bytes) {
  for (let at = 0; at < bytes.length;) {
    const count = patiently(() => writeSync(fd, bytes, at));
    if (count === 0) return;
    at += count;
  }
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

/** Ends the process at once; user code has no say in it. */
function die() {
  process.kill(process.pid, 'SIGKILL');
  // The signal is on its way; nothing may happen until it arrives.
  for (;;) sleep(1000);
}
