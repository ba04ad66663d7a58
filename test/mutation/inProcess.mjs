/**
 * Runs tests for Stryker in its own process: loaded once, and asked again and again, each time with another change switched on.
 * Jest would load all that they import anew for each of thousands of changes, which takes a hundred times longer than most tests.
 *
 * Only for tests that need no more of Jest than `describe`, `it`, their `each`, and `expect`, and that leave nothing behind.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DryRunStatus, MutantRunStatus, TestStatus } from '@stryker-mutator/api/test-runner';
import { transformSync } from '@swc/core';
import { expect } from 'expect';
import { bind } from 'jest-each';
import { addHook } from 'pirates';

/** Loads the tests. */
const entry = 'test/engine/mutation.ts';

/** How often a test comes by what can be changed, before anything is: written by the first process, for those that follow. */
const hitsFile = 'hits.json';
/**
 * A test that comes by a change so many times as often has no end, where it is more than these. Stryker has such a limit for all
 * tests together, which the first one that has no end reaches after minutes.
 */
const withoutEnd = 100;
const hitsMin = 100_000;

/** A change that lets an array grow and grow must not take the machine's memory, and with it other processes. */
class BoundedArray extends Float64Array {
  /** @param {number} length */
  constructor(length) {
    if (length > 1e7) throw new RangeError(`${length} numbers`);
    super(length);
  }
}

/**
 * Here changed code finds which change is switched on, and says where it has been.
 * @type {import('@stryker-mutator/api/core').InstrumenterContext}
 */
const context = {};

/**
 * In the order in which they run. Stryker knows each by its place, for several may have one name.
 * @type {{ name: string, body: () => unknown }[]}
 */
const tests = [];

/**
 * By test and change.
 * @type {Record<string, Record<string, number>> | undefined}
 */
let hits;

function load() {
  if (tests.length > 0) return;
  /** @type {string[]} */
  const within = [];
  /** @type {(title: string, body: () => void) => void} */
  const describe = (title, body) => {
    within.push(title);
    body();
    within.pop();
  };
  /** @type {(title: string, body: () => unknown) => void} */
  const it = (title, body) => {
    tests.push({ name: [...within, title].join(' › '), body });
  };
  const jest = { describe: Object.assign(describe, { each: bind(describe) }), it: Object.assign(it, { each: bind(it) }), expect };
  Object.assign(globalThis, jest, { Float64Array: BoundedArray, __stryker__: context });
  addHook(compiled, { exts: ['.ts'] });
  createRequire(import.meta.url)(join(process.cwd(), entry));
}

/**
 * @param {string} code
 * @param {string} filename
 */
function compiled(code, filename) {
  return transformSync(code, { filename, jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }).code;
}

/**
 * Run a test; what went wrong, if something did.
 * @param {() => unknown} body
 */
async function failureOf(body) {
  try {
    await body();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** @type {import('@stryker-mutator/api/test-runner').TestRunner} */
const runner = {
  // What is computed while modules are loaded needs another process.
  capabilities: () => ({ reloadEnvironment: false }),

  async dryRun() {
    load();
    /** @type {import('@stryker-mutator/api/test-runner').TestResult[]} */
    const results = [];
    for (const [at, { name, body }] of tests.entries()) {
      const id = String(at);
      context.currentTestId = id;
      const startedMs = performance.now();
      const failureMessage = await failureOf(body);
      const result = { id, name, timeSpentMs: performance.now() - startedMs };
      results.push(
        failureMessage === undefined ? { ...result, status: TestStatus.Success } : { ...result, status: TestStatus.Failed, failureMessage },
      );
    }
    const { mutantCoverage = { static: {}, perTest: {} } } = context;
    writeFileSync(hitsFile, JSON.stringify(mutantCoverage.perTest));
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage };
  },

  async mutantRun({ activeMutant: { id: change }, mutantActivation, testFilter }) {
    if (mutantActivation === 'static') context.activeMutant = change;
    load();
    context.activeMutant = change;
    hits ??= /** @type {NonNullable<typeof hits>} */ (JSON.parse(readFileSync(hitsFile, 'utf8')));
    const asked = testFilter ?? tests.map((_, at) => String(at));
    for (const [before, id] of asked.entries()) {
      const { name, body } = tests[Number(id)] ?? {};
      if (!body) throw new Error(`there is no test ${id}`);
      const hitLimit = Math.max(hitsMin, withoutEnd * (hits[id]?.[change] ?? 0));
      Object.assign(context, { hitLimit, hitCount: 0 });
      const failureMessage = await failureOf(body);
      if (Number(context.hitCount) > hitLimit) return { status: MutantRunStatus.Timeout, reason: `no end: ${name}` };
      if (failureMessage !== undefined) return { status: MutantRunStatus.Killed, killedBy: [id], failureMessage, nrOfTests: before + 1 };
    }
    return { status: MutantRunStatus.Survived, nrOfTests: asked.length };
  },
};

export const strykerPlugins = [{ kind: 'TestRunner', name: 'inProcess', value: runner }];
