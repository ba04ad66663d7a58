import assert from 'node:assert';
import type { Input, StopReason } from '../../src/engine';
import { statuses, type InstanceId, type RunStatus } from '../../src/scf';
import { headsOf, limitOf, nextIdle, openOf, versionNow, waitingOf, isIdle } from './ledgerAdmission';
import type { Books, LedgerEvent, LedgerInstance, LedgerVersion } from './ledgerModel';
import { adjust, mayStart, targetOf } from './ledgerProvision';
import { admits } from './ledgerRates';
import { verdictOn, classIn } from './ledgerVerdict';

/** What may be said of instances, effect by effect. */

/** An instance is started for an event, or because it is provisioned. */
export function starts(books: Books, id: InstanceId, version: LedgerVersion, event: LedgerEvent | undefined): void {
  assert(!books.instances.has(id), `instance ${id} starts twice`);
  const { nowMs } = books;
  const instance: LedgerInstance = {
    id,
    version,
    provisioned: event === undefined,
    bornMs: nowMs,
    ready: false,
    runs: [],
    idleSinceMs: 0,
    keepAliveMs: 0,
    rested: 0,
    retiring: false,
    fate: undefined,
  };
  if (event) {
    assert(versionNow(event) === version, `instance ${id} is of another version than ${event.id} calls (S6)`);
    assert(openOf(books, version).length === 0, `${event.id} starts an instance beside one that can take more (S92)`);
    assert(!nextIdle(books, version, event.draw), `${event.id} starts an instance beside an idle one (S40)`);
    bind(books, event, instance);
    count(books.elastic.moments, nowMs);
    if (event.type === 'async' && event.fn.ramp) count(event.fn.ramp.moments, nowMs);
    books.seen('starts: elastic');
  } else {
    assert(version.wanted.length < targetOf(books, version), `${version.fn.key} has more provisioned instances than are wanted (S21)`);
    assert(mayStart(books, version, true), `provisioned instance ${id} starts too soon (S105, S134)`);
    version.wanted.push(instance);
    count(books.provisioned.moments, nowMs);
    if (books.profile.provisionedSharesBurst) count(books.elastic.moments, nowMs);
    books.seen('starts: provisioned');
  }
  books.instances.set(id, instance);
}

function count(moments: number[], nowMs: number): void {
  moments.push(nowMs);
}

/** An event runs on an instance that is ready. */
export function runs(books: Books, event: LedgerEvent, instance: LedgerInstance, cold: boolean, input: Input): void {
  const { id, version } = instance;
  if (cold) {
    const [run] = instance.runs;
    assert(run?.event === event && !instance.ready, `instance ${id} runs ${event.id}, for which it was not started`);
    assert(input.kind === 'started' && input.instanceId === id, `instance ${id} runs before it is ready`);
    instance.ready = true;
    run.startedMs = books.nowMs;
    run.credentialsMs = credentialsMs(books, event);
  } else {
    assert(instance.ready, `instance ${id} runs ${event.id} before it is ready`);
    assert(versionNow(event) === version, `${event.id} runs on another version than it calls (S6)`);
    const open = openOf(books, version);
    if (instance.runs.length > 0) {
      assert(instance.runs.length < version.slots, `two events in instance ${id}, which has ${version.slots} slots (S2, S92)`);
      assert(open.includes(instance), `${event.id} runs on instance ${id}, which takes no more (S116, S118)`);
    } else {
      assert(open.length === 0, `${event.id} takes an idle instance though another can take more (S92)`);
      assert(nextIdle(books, version, event.draw) === instance, `${event.id} does not run on the instance that is next (S48, S113)`);
    }
    books.seen(instance.runs.length > 0 ? 'runs: shares an instance' : `runs: warm, ${instance.provisioned ? 'provisioned' : books.profile.reuse}`);
    bind(books, event, instance);
    instance.runs.push({ event, startedMs: books.nowMs, credentialsMs: credentialsMs(books, event) });
  }
  event.begun = true;
}

/** When the credentials of a run that begins now run out. @source S80 */
function credentialsMs({ nowMs }: Books, { fn: { plan } }: LedgerEvent): number {
  return plan.asyncRun && plan.role !== undefined ? nowMs + 21_600_000 : Infinity;
}

/** An event gets its instance: limits admit it, it is the first of its function, and no older head of another function could have had it. */
function bind(books: Books, event: LedgerEvent, instance: LedgerInstance): void {
  const { id, type, fn } = event;
  assert(event.state === 'arriving' || event.state === 'waiting', `${id} gets a second instance`);
  const limit = limitOf(books, event, true);
  assert(limit === undefined, `${id} gets an instance though ${limit ?? ''} is in the way (S42, S101): a quota is exceeded or a MB lent`);
  if (type === 'async') {
    assert(event.accepted, `${id} runs before it is accepted`);
    const [head] = waitingOf(books, fn);
    assert(head === undefined || head === event, `${id} overtakes ${head?.id ?? ''} (S50)`);
    for (const older of headsOf(books).filter((other) => other.id < id && other !== event)) {
      assert(limitOf(books, older, false) !== undefined, `${id} overtakes ${older.id} of another function, which may run (design §4.5)`);
    }
  } else if (fn.plan.asyncRun) {
    assert(event.accepted, `${id} is assigned before its caller has its RequestId (S70)`);
  }
  event.state = 'bound';
  event.version = instance.version;
  event.attempts += 1;
  event.expiryMs = Infinity;
  if (!instance.ready) instance.runs.push({ event, startedMs: undefined, credentialsMs: Infinity });
}

/** An attempt is over: by what was reported, or by a deadline that is due. */
export function left(books: Books, event: LedgerEvent, instance: LedgerInstance, status: RunStatus, input: Input): void {
  const at = instance.runs.findIndex((run) => run.event === event);
  const [run] = at < 0 ? [] : instance.runs.splice(at, 1);
  assert(run && event.state === 'bound', `${event.id} leaves instance ${instance.id}, on which it is not`);
  const fate = fateOf(books, instance, event, run.startedMs, status, input);
  event.state = 'settling';
  event.lastStatus = status;
  const kind = classIn(books, status);
  event.systemErrors = event.type === 'async' && kind === 'system' ? event.systemErrors + 1 : 0;
  if (kind === 'run') event.runErrors += 1;
  event.expected = fate === 'terminated' ? { kind: 'ended', status: 499, state: 'ABORTED', why: 'terminated' } : verdictOn(books, event, status);
  if (fate !== undefined) instance.fate = fate;
  else if (instance.runs.length === 0) rest(books, instance, input);
}

/** Why an instance has to end after an attempt; undefined: it stays. Throws when nothing ends the attempt. */
function fateOf(
  books: Books,
  instance: LedgerInstance,
  event: LedgerEvent,
  startedMs: number | undefined,
  status: RunStatus,
  input: Input,
): StopReason | undefined {
  const { id, version, bornMs, fate } = instance;
  const unasked = `${event.id} leaves instance ${id} with ${status} at ${books.nowMs}, unasked`;
  if (fate === 'recycled') return (assert(input.kind === 'finished' && status === input.status, unasked), fate);
  switch (input.kind) {
    case 'finished':
      assert(input.instanceId === id && input.id === event.id && input.status === status && startedMs !== undefined, unasked);
      if (input.gone || statuses[status].recycles || (version.fn.plan.asyncRun && status !== 200)) return 'recycled';
      return atRest(instance);
    case 'startFailed':
      assert(input.instanceId === id && input.status === status && startedMs === undefined, unasked);
      return 'initFailed';
    case 'terminate':
      assert(input.id === event.id && !input.grace && status === 499 && version.fn.plan.asyncRun, unasked);
      return 'terminated';
    case 'rang':
      books.seen(startedMs === undefined ? 'deadline: initialisation' : 'deadline: time-out');
      if (startedMs === undefined)
        return (assert(status === 450 && books.nowMs === bornMs + version.initTimeoutMs, `${unasked} (S121)`), 'initFailed');
      assert(status === 433 && books.nowMs === startedMs + version.timeoutMs, `${unasked} (S153)`);
      return version.slots > 1 ? atRest(instance) : 'recycled';
    default:
      return assert.fail(unasked);
  }
}

/** @source S116, S118 */
function atRest({ runs: left, retiring, version }: LedgerInstance): StopReason | undefined {
  if (left.length > 0) return undefined;
  if (retiring) return 'released';
  return version.retired ? 'updated' : undefined;
}

function rest(books: Books, instance: LedgerInstance, input: Input): void {
  const { keepAliveMs } = books.profile;
  const longestMs = typeof keepAliveMs === 'number' ? keepAliveMs : keepAliveMs.maxMs;
  instance.idleSinceMs = books.nowMs;
  instance.keepAliveMs = instance.provisioned ? Infinity : input.kind === 'finished' ? input.keepAliveMs : longestMs;
  instance.rested = books.order();
}

/** An instance ends. */
export function stops(books: Books, instance: LedgerInstance, why: StopReason, input: Input): void {
  const { id, version, fate, provisioned } = instance;
  assert(instance.runs.length === 0, `instance ${id} stops under ${instance.runs[0]?.event.id ?? ''}: an accepted event is lost`);
  assert((fate ?? fateUnasked(books, instance, why, input)) === why, `instance ${id} ends as ${why}, by the rules as ${fate ?? 'nothing'}`);
  books.instances.delete(id);
  books.seen(`stops: ${why}${provisioned ? ', provisioned' : ''}`);
  version.surplus = version.surplus.filter((other) => other !== instance);
  if (!version.wanted.includes(instance)) return;
  version.wanted = version.wanted.filter((other) => other !== instance);
  if (why === 'initFailed') {
    version.notBeforeMs = books.nowMs + 60_000;
    version.fault = input.kind === 'startFailed' ? input.status : 450;
  }
  adjust(books, version);
}

/** Why an instance that runs nothing may end now. @source S110, S118, S121 */
function fateUnasked(books: Books, instance: LedgerInstance, why: StopReason, input: Input): StopReason | undefined {
  const { id, version, provisioned, ready, bornMs, idleSinceMs, keepAliveMs } = instance;
  if (!ready) {
    const reported = input.kind === 'startFailed' && input.instanceId === id;
    return provisioned && (reported || books.nowMs === bornMs + version.initTimeoutMs) ? 'initFailed' : undefined;
  }
  if (version.surplus.includes(instance)) {
    assert(admits(books.released, books.nowMs, true), `instance ${id} is released too soon (S118)`);
    if (why === 'released') books.released.moments.push(books.nowMs);
    return 'released';
  }
  if (provisioned || !isIdle(instance)) return undefined;
  assert(books.nowMs === idleSinceMs + keepAliveMs, `instance ${id} is not kept for its ${keepAliveMs} ms (S110)`);
  return 'keepAlive';
}
