import { limits } from '../scf';
import { diagnostic, dotted, shown, type Diagnostic } from './diagnostic';
import type { Settings } from './settings';

/** Rules of asynchronous execution and of the longest run. Each stays silent when an option that it reads is faulty. @source S70–S88 */
export function asyncFaults(fn: Settings): Diagnostic[] {
  return fn.broken.has('asyncRunEnable') ? [] : [...timeoutFaults(fn), ...(fn.values.asyncRunEnable === true ? onFaults(fn) : offFaults(fn))];
}

/** @source S72 */
function timeoutFaults(fn: Settings): Diagnostic[] {
  const { timeout, asyncRunEnable = false } = fn.values;
  const limit = limits.timeoutSync.value;
  const asyncLimit = limits.timeoutAsyncRun.value;
  if (timeout === undefined) return [];
  const path = fn.pathOf('timeout');
  if (!asyncRunEnable) return timeout > limit ? [diagnostic('SCF301', path, { function: fn.key, timeout, limit, asyncLimit })] : [];
  return timeout > asyncLimit ? [diagnostic('SCF302', path, { timeout, limit: asyncLimit })] : [];
}

/** @source S81 */
function offFaults(fn: Settings): Diagnostic[] {
  return fn.values.traceEnable === true ? [diagnostic('SCF303', fn.pathOf('traceEnable'), { function: fn.key })] : [];
}

/** @source S73, S77, S80, S88 */
function onFaults(fn: Settings): Diagnostic[] {
  const { cls, type, retryNum = 0, role, timeout = 0 } = fn.values;
  const found: Diagnostic[] = [];
  const path = fn.pathOf('asyncRunEnable');
  const limit = limits.roleCredentials.value;
  if (cls === undefined && !fn.broken.has('cls')) found.push(diagnostic('SCF304', path, { function: fn.key }));
  if (type === 'web') found.push(diagnostic('SCF305', path, { function: fn.key }));
  if (retryNum > 0) found.push(diagnostic('SCF306', fn.pathOf('retryNum'), { function: fn.key, retryNum }));
  if (role !== undefined && timeout > limit) found.push(diagnostic('SCF307', fn.pathOf('timeout'), { function: fn.key, timeout, limit }));
  return found;
}

/** Only Web functions take several requests at a time in one instance. @source S92 */
export function concurrencyFaults(fn: Settings): Diagnostic[] {
  const { type = 'event' } = fn.values;
  const written = fn.values.instanceConcurrency;
  const path = fn.pathOf('instanceConcurrency');
  // One of the two would be left out: deploying leaves the number to the platform.
  if (written?.dynamicEnabled === true && written.maxConcurrency !== undefined) {
    return [diagnostic('SCF106', path, { option: dotted(path), value: shown(written), form: 'oneConcurrency' }, { rule: 'S92' })];
  }
  const requests = requestsPerInstance(written);
  if (type === 'web' || requests === 1 || fn.broken.has('type')) return [];
  return [diagnostic('SCF308', path, { function: fn.key, requests })];
}

/**
 * Requests that one instance serves at a time.
 * @source S92: 1 to 100, off by default
 * @assumes S92, where the platform chooses (`dynamicEnabled`), it goes up to the most that can be written
 */
export function requestsPerInstance(written: Settings['values']['instanceConcurrency']): number {
  const { maxConcurrency, dynamicEnabled = false } = written ?? {};
  return dynamicEnabled ? limits.instanceConcurrency.value : (maxConcurrency ?? 1);
}
