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
 * @typedef {{ kind: 'init', init: Init } | { kind: 'run', requestId: string, trigger?: string } | { kind: 'thaw' }} Command
 * @typedef {{ command: Command, body: string }} Told  the body is an event as JSON text
 * @typedef {{ send: (header: object | string, body?: string) => void, receive: () => Told, enter: (init: Init) => void,
 *   lookAtMemory: () => { peakBytes: number, baseBytes: number }, die: () => never }} Home
 * @typedef {{ port: import('node:worker_threads').MessagePort, urgent: import('node:worker_threads').MessagePort,
 *   cells: Int32Array, bell: Int32Array, inbox: SharedArrayBuffer, outbox: SharedArrayBuffer }} ThreadData
 * @typedef {{ message: string, stack?: string, thrown?: string }} Fault
 * @typedef {{ kind: 'json', json: string } | { kind: 'threw', fault: Fault } | { kind: 'notJson', fault: Fault }
 *   | { kind: 'tooLarge', bytes: number }} Outcome
 * @typedef {{ requestId: string, startedMs: number, durationMs: number, outcome: Outcome | undefined, answered: boolean, ending: boolean }} Run
 * @typedef {(event: unknown, context: object, callback: (error?: unknown, data?: unknown) => void) => unknown} Handler
 */

// User code may replace any of these later; what is used during a run is kept from before it was loaded.
const hooks = require('node:async_hooks');
const consoles = require('node:console');
const fs = require('node:fs');
const modules = require('node:module');
const urls = require('node:url');
const util = require('node:util');
const { closeSync, fstatSync, openSync, readSync, writeSync } = fs;
const { inspect } = util;
const { parse, stringify } = JSON;
const byteLength = Buffer.byteLength.bind(Buffer);
const soon = setImmediate;
const nowMs = performance.now.bind(performance);

const textMax = 64 * 1024;
/** Of the two lengths before a message, bytes. */
const sizesBytes = 8;
/** What a message may have to be written and read without asking for more, bytes. */
const roomBytes = 64 * 1024;
/** A handler need not give anything back. */
const nothing = Object.freeze({ kind: 'json', json: 'null' });
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
/** A context without what is different each time.  @type {Record<string, unknown>} */
let contextBase;
let loading = false;
let thawed = false;
/** @type {Run | undefined} */
let run;
/** What `TRIGGER_SRC` was last told.  @type {string | undefined} */
let triggered;
/** The last look at memory, bytes, and how long runs have taken since, ms. */
let memory = { peakBytes: 0, baseBytes: 0, sinceMs: Infinity };

begin();

function begin() {
  for (const stream of [process.stdout, process.stderr]) keepOpen(stream);
  process.on('beforeExit', emptied);
  process.on('uncaughtException', uncaught);
  home.send({ kind: 'booted', residentBytes: home.lookAtMemory().baseBytes });
  const { command } = home.receive();
  if (command.kind !== 'init') home.die();
  else prepare(command.init);
}

/** @param {Init} told */
function prepare(told) {
  init = told;
  contextBase = { callbackWaitsForEmptyEventLoop: true, ...init.context, request_id: '', ...init.overlay };
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
    home.send({ kind: 'ready' });
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
  home.send({ kind: 'initFailed', why, fault, names: names.slice(0, 20) });
  home.die();
}

/** Waits for the next event, and starts its run before anything that the last one left behind. */
function serve() {
  const { command, body } = home.receive();
  if (command.kind === 'run') start(command, body);
  else if (command.kind === 'thaw') thaw();
  else home.die();
}

/** Runs on only to end: what was frozen may hear that it is to. */
function thaw() {
  thawed = true;
  // There may be nothing else to do, and the loop must turn.
  soon(() => undefined);
}

/**
 * @param {{ requestId: string, trigger?: string }} command
 * @param {string} body
 */
function start({ requestId, trigger }, body) {
  /** @type {Run} */
  const current = { requestId, startedMs: nowMs(), durationMs: 0, outcome: undefined, answered: false, ending: false };
  run = current;
  try {
    if (trigger !== triggered) tellTrigger(trigger);
    const event = parse(body);
    const context = contextOf(current);
    current.startedMs = nowMs();
    const value = handler.call(receiver, event, context, (error, data) => {
      const waits = context['callbackWaitsForEmptyEventLoop'];
      if (!counts(current)) return;
      current.outcome = error === null || error === undefined ? outcomeOf(data) : threw(error);
      if (!waits) end(current);
    });
    if (isThenable(value)) {
      value.then(
        (result) => {
          if (counts(current)) current.outcome = outcomeOf(result);
          end(current);
        },
        (/** @type {unknown} */ error) => {
          fail(current, error);
        },
      );
    } else if (value !== undefined && counts(current)) {
      current.outcome = outcomeOf(value);
      answer(current);
    }
  } catch (error) {
    fail(current, error);
  }
}

/**
 * `TRIGGER_SRC` is of a run, all other variables are of the instance.
 * @param {string | undefined} trigger
 */
function tellTrigger(trigger) {
  triggered = trigger;
  const value = trigger ?? init.environment['TRIGGER_SRC'];
  if (value === undefined) Reflect.deleteProperty(process.env, 'TRIGGER_SRC');
  else Reflect.set(process.env, 'TRIGGER_SRC', value);
}

/**
 * Whether an outcome of a run counts: the first does.
 * @param {Run} current
 */
function counts(current) {
  return run === current && !current.outcome;
}

/**
 * @param {Run} current
 * @param {unknown} error
 */
function fail(current, error) {
  if (counts(current)) current.outcome = threw(error);
  end(current);
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
  current.durationMs = nowMs() - current.startedMs;
  soon(finishOutside, current);
}

/** @param {Run} current */
function finishOutside(current) {
  root.runInAsyncScope(finish, undefined, current, false);
}

/**
 * @param {Run} current
 * @param {boolean} empty  whether the loop is empty
 */
function finish(current, empty) {
  run = undefined;
  const { outcome = nothing, durationMs, answered } = current;
  const peak = peakBytes(durationMs);
  if (outcome.kind === 'json') home.send(`${empty ? 1 : 0} ${durationMs} ${peak}`, answered ? undefined : outcome.json);
  else home.send({ kind: 'done', outcome, durationMs, peakBytes: peak, empty });
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
    run.durationMs = nowMs() - run.startedMs;
    root.runInAsyncScope(finish, undefined, run, true);
    // `beforeExit` ends the process unless there is something to do; the next turn asks again whether the loop is empty.
    soon(() => undefined);
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
  const context = { ...contextBase };
  // What is laid over the context has the last word.
  if (!('request_id' in init.overlay)) context['request_id'] = current.requestId;
  if (init.remainingTime) context['getRemainingTimeInMillis'] = () => remainingMs(current);
  return context;
}

/** @param {Run} current */
function remainingMs({ startedMs }) {
  return Math.max(0, init.context.time_limit_in_ms - (nowMs() - startedMs));
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
    const json = typeof text === 'string' ? text : 'null';
    // A character takes three bytes at most: what is short need not be counted.
    const bytes = json.length * 3 > init.responseMax ? byteLength(json) : 0;
    return bytes > init.responseMax ? { kind: 'tooLarge', bytes } : { kind: 'json', json };
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
      const message = textOf(error.message);
      const stack = typeof error.stack === 'string' ? withoutUs(error.stack) : String(error);
      return { message: message.slice(0, textMax), stack: stack.slice(0, textMax) };
    }
    return { message: textOf(error).slice(0, textMax), thrown: error === null ? 'null' : typeof error };
  } catch {
    return { message: '', thrown: typeof error };
  }
}

/**
 * What was thrown, or is the message of an error: user code may put anything there.
 * @param {unknown} value
 */
function textOf(value) {
  return typeof value === 'string' ? value : inspect(value);
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
 * What ends or destroys an output hears that it has, and nothing ends: the instance goes on, and what it prints for its later events is wanted. Left
 * alone, Node would fail those events in a process, print nothing of them in a thread, and only where the output is a file go on.
 * @param {NodeJS.WriteStream} stream
 */
function keepOpen(stream) {
  /** @param {unknown[]} given  a last chunk, its encoding, and who is to be told, all of which can be left out */
  function end(...given) {
    const told = given.find((one) => typeof one === 'function');
    const over = () => {
      stream.emit('finish');
      stream.emit('close');
    };
    if (typeof told === 'function') stream.once('finish', /** @type {() => void} */ (told));
    const [chunk, encoding] = /** @type {[string | null | undefined, BufferEncoding | undefined]} */ (given.filter((one) => one !== told));
    if (chunk === undefined || chunk === null) soon(over);
    else stream.write(chunk, encoding, over);
    return stream;
  }
  /** @param {Error} [error] */
  function destroy(error) {
    soon(() => {
      if (error) stream.emit('error', error);
      stream.emit('close');
    });
    return stream;
  }
  Object.assign(stream, { end, destroy });
}

/**
 * A process of its own: it talks over file descriptor 3 with blocking reads and writes.
 * @returns {Home}
 */
function ownProcess() {
  const channel = 3;
  /** What the descriptor was when we started. User code may close it, and reopen the number for something of its own. */
  const ours = fileOf(channel);
  const outbox = Buffer.allocUnsafeSlow(roomBytes);
  let inbox = Buffer.allocUnsafeSlow(roomBytes);
  let [from, to] = [0, 0];

  for (const stream of [process.stdout, process.stderr]) {
    // A write returns once it is with the reader: nothing is lost when the process ends, and a flood of output slows down its writer.
    /** @type {{ _handle?: { setBlocking?: (on: boolean) => void } }} */ (/** @type {unknown} */ (stream))._handle?.setBlocking?.(true);
  }

  function isOurs() {
    const now = fileOf(channel);
    return now?.ino === ours?.ino && now?.dev === ours?.dev;
  }

  /** @param {number} bytes  that must be in the inbox */
  function fill(bytes) {
    if (inbox.length - from < bytes) {
      const larger = inbox.length < bytes ? Buffer.allocUnsafeSlow(bytes) : inbox;
      inbox.copy(larger, 0, from, to);
      [inbox, from, to] = [larger, 0, to - from];
    }
    while (to - from < bytes) to += read();
  }

  function read() {
    for (;;) {
      try {
        const count = readSync(channel, inbox, to, inbox.length - to, null);
        if (count > 0) return count;
      } catch (error) {
        if (passes(error)) continue;
      }
      // The engine is gone; nobody will want anything of us again.
      die();
    }
  }

  return {
    send(header, body = '') {
      const bytes = message(outbox, header, body);
      // User code has closed the channel. The engine has seen that, and ends us (405).
      while (!isOurs()) sleep(1000);
      writeAll(channel, bytes);
    },
    receive() {
      if (from === to) from = to = 0;
      if (to - from < sizesBytes) fill(sizesBytes);
      const bytes = sizesBytes + inbox.readUInt32BE(from) + inbox.readUInt32BE(from + 4);
      if (to - from < bytes) fill(bytes);
      const told = toldIn(inbox, from);
      from += bytes;
      // One large event is no reason to hold so much memory for ever.
      if (from === to && inbox.length > 16 * roomBytes) inbox = Buffer.allocUnsafeSlow(roomBytes);
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
 * A thread of the engine's process: it talks through memory that nobody else has, and through a port when there is not enough of it.
 * @returns {Home}
 */
function thread() {
  const threads = require('node:worker_threads');
  const v8 = require('node:v8');
  const { receiveMessageOnPort } = threads;
  const { port, urgent, cells, bell, ...boxes } = /** @type {ThreadData} */ (threads.workerData);
  const [inbox, outbox, nowhere] = [Buffer.from(boxes.inbox), Buffer.from(boxes.outbox), Buffer.alloc(0)];
  // Bytes that are in the inbox, or a sign that something came through the port; bytes that are in the outbox until they are taken, negative
  // where something comes through the port before them; printed bytes that nobody has read yet; whether SIGTERM would be heard.
  const [told, said, unread, listens] = [0, 1, 2, 3];
  /** A flood of output slows down its writer, bytes. */
  const unreadMax = 1024 * 1024;
  /** Something of this run has gone through the port, and what follows must not overtake it. */
  let posted = false;
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
      posted = true;
      port.postMessage({ fd, bytes: chunk });
    }
  }

  return {
    send(header, body = '') {
      const bytes = message(Atomics.load(cells, said) === 0 ? outbox : nowhere, header, body);
      const boxed = bytes.buffer === outbox.buffer;
      if (boxed) {
        Atomics.store(cells, said, posted ? -bytes.length : bytes.length);
        if (posted) port.postMessage('report');
        // The engine need not be told where it looks by itself.
        else if (Atomics.load(bell, 0) === 0) port.postMessage(null);
      } else {
        port.postMessage(bytes, [/** @type {ArrayBuffer} */ (bytes.buffer)]);
      }
      posted = !boxed || posted;
    },
    receive() {
      // Nothing is told before all that was said has been heard.
      posted = false;
      for (;;) {
        if (Atomics.load(cells, told) > 0) {
          const got = toldIn(inbox, 0);
          // Only now may the engine write there again.
          Atomics.store(cells, told, 0);
          return got;
        }
        Atomics.compareExchange(cells, told, -1, 0);
        const got = receiveMessageOnPort(port);
        if (got) return toldIn(Buffer.from(got.message.buffer), 0);
        Atomics.wait(cells, told, 0);
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
 * A message: two lengths of four bytes, a header of JSON text unless it is a text already, and a body of text.
 * @param {Buffer} room  where it is put if it can be; it is only good until the next one
 * @param {object | string} header
 * @param {string} body
 */
function message(room, header, body) {
  const head = typeof header === 'string' ? header : stringify(header);
  const most = sizesBytes + 3 * (head.length + body.length);
  const size = most <= room.length ? most : sizesBytes + byteLength(head) + byteLength(body);
  const bytes = size <= room.length ? room : Buffer.allocUnsafeSlow(size);
  const headBytes = bytes.write(head, sizesBytes);
  const bodyBytes = body === '' ? 0 : bytes.write(body, sizesBytes + headBytes);
  bytes.writeUInt32BE(headBytes, 0);
  bytes.writeUInt32BE(bodyBytes, 4);
  return bytes.subarray(0, sizesBytes + headBytes + bodyBytes);
}

/**
 * What the engine tells in a message.
 * @param {Buffer} bytes
 * @param {number} at  where it begins
 * @returns {Told}
 */
function toldIn(bytes, at) {
  const headAt = at + sizesBytes;
  const bodyAt = headAt + bytes.readUInt32BE(at);
  const head = bytes.toString('utf8', headAt, bodyAt);
  const body = bytes.toString('utf8', bodyAt, bodyAt + bytes.readUInt32BE(at + 4));
  // To begin a run takes no more than its name.
  return { command: head[0] === '{' ? parse(head) : { kind: 'run', requestId: head }, body };
}

/**
 * @param {number} fd
 * @param {Buffer} bytes
 */
function writeAll(fd, bytes) {
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      // The descriptor is of no use any more.
      if (!passes(error)) return;
    }
  }
}

/**
 * Whether something that went wrong may go well when it is tried again: a signal interrupted it, or there is no room yet.
 * @param {unknown} error
 */
function passes(error) {
  const { code } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code !== 'EINTR' && code !== 'EAGAIN') return false;
  sleep(1);
  return true;
}

/**
 * Which file a descriptor stands for; undefined when it is closed.
 * @param {number} fd
 */
function fileOf(fd) {
  try {
    return fstatSync(fd);
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
