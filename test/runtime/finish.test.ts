import { ProcessRuntime } from '../../src/runtime';
import { failureOf, Observed, processKind, resultOf, specOf, threadKind } from './instances';

describe.each([processKind, threadKind])('in $kind', ({ local }) => {
  const runtime = new ProcessRuntime({ lang: 'en', host: process.env, local });
  let work: Map<string, Observed>;

  beforeEach(() => {
    work = new Map();
  });

  afterAll(() => runtime.close());

  /** One instance for each handler of a test. */
  function instanceOf(method: string): Observed {
    const known = work.get(method) ?? new Observed(runtime, specOf(`finish.${method}`));
    work.set(method, known);
    return known;
  }

  describe('a run ends well', () => {
    it.each([
      { method: 'asyncValue', result: { got: { n: 1 } }, why: 'a promise resolves' },
      { method: 'asyncNothing', result: null, why: 'a promise resolves to nothing' },
      { method: 'thenable', result: 'from a thenable', why: 'something like a promise resolves' },
      { method: 'asyncForever', result: null, why: 'nothing is left that could settle the promise' },
      { method: 'asyncCallback', result: 'from the callback', why: 'the callback came before the promise' },
      { method: 'callback', result: 'first', why: 'of two callbacks the first counts' },
      { method: 'callbackAtOnce', result: 'at once', why: 'the callback does not wait for the event loop' },
      { method: 'nothing', result: null, why: 'the event loop is empty' },
      { method: 'nothingLater', result: null, why: 'the event loop became empty' },
    ])('$method: $why', async ({ method, result }) => {
      const report = await instanceOf(method).run({ n: 1 });
      expect(resultOf(report)).toEqual(result);
      expect(report).toMatchObject({ gone: false, durationMs: expect.any(Number), memoryMB: expect.any(Number) });
    });

    it.each([
      { method: 'nothingLater', line: /\tlater$/ },
      { method: 'callback', line: /\tafter the callback$/ },
    ])('waits until the event loop is empty: $method', async ({ method, line }) => {
      const observed = new Observed(runtime, specOf(`finish.${method}`));
      await observed.run();
      expect(observed.lines).toEqual([expect.stringMatching(line)]);
    });

    it('waits for what user code still does once the event loop is empty', async () => {
      const observed = instanceOf('beforeExit');
      await observed.run();
      expect(observed.lines).toEqual([expect.stringMatching(/\trequest-1\tflushed$/)]);
    });

    it('goes on with further events, though its event loop is empty each time', async () => {
      const observed = new Observed(runtime, specOf('finish.nothing'));
      for (let n = 0; n < 3; n += 1) expect(resultOf(await observed.run())).toBeNull();
    });

    it('does not count a callback after the first, nor what is left behind, into another run', async () => {
      const observed = new Observed(runtime, specOf('finish.callback'));
      expect(resultOf(await observed.run())).toBe('first');
      expect(resultOf(await observed.run())).toBe('first');
      expect(observed.told.map(({ kind }) => kind)).toEqual(['ready', 'line', 'done', 'line', 'done']);
    });

    it('answers with a returned value at once, and is done when the event loop is empty', async () => {
      const observed = instanceOf('value');
      expect(resultOf(await observed.run({ n: 1 }))).toEqual({ answered: { n: 1 } });
      expect(observed.told.map(({ kind }) => kind)).toEqual(['ready', 'answered', 'line', 'done']);
    });

    it('answers with a returned value, and is never done when the event loop does not empty', async () => {
      const observed = instanceOf('valueThenForever');
      await observed.runUntilLine();
      expect(await observed.heard('answered')).toEqual({ kind: 'answered', result: 'answered' });
      expect(observed.told.filter(({ kind }) => kind === 'done')).toEqual([]);
    });
  });

  describe('a run ends badly', () => {
    it.each([
      { method: 'asyncThrows', message: 'out of range', stack: /^RangeError: out of range\n {4}at .*finish\.js:/ },
      { method: 'throws', message: 'at once', stack: /^Error: at once\n {4}at .*finish\.js:/ },
      { method: 'throwsOddMessage', message: /^\{ code: 'NoSuchKey' \}$/, stack: /finish\.js:/ },
      { method: 'throwsLate', message: 'in a timer', stack: /finish\.js:/ },
      { method: 'rejectsLate', message: 'nobody handles me', stack: /finish\.js:/ },
      { method: 'forgetsPromise', message: 'forgotten', stack: /finish\.js:/ },
      { method: 'callbackError', message: 'wrong type', stack: /^TypeError: wrong type/ },
      { method: 'circular', message: /cannot be written as JSON: Converting circular structure/, stack: /TypeError/ },
      { method: 'valueCircular', message: /cannot be written as JSON: Converting circular structure/, stack: /TypeError/ },
      { method: 'bigint', message: /cannot be written as JSON: Do not know how to serialize a BigInt/, stack: /TypeError/ },
    ])('$method: 430', async ({ method, message, stack }) => {
      const failure = failureOf(await instanceOf(method).run());
      expect(failure).toMatchObject({ status: 430, gone: false, error: { errorCode: 1, errorMessage: expect.stringMatching(message) } });
      expect(failure.error.stackTrace).toMatch(stack);
      expect(failure.error.stackTrace).not.toContain('bootstrap');
    });

    it.each([
      { method: 'callbackString', message: 'no such user (of type string, not an Error instance)' },
      { method: 'throwsObject', message: '{ code: 7 } (of type object, not an Error instance)' },
    ])('$method: says that it was not given an Error', async ({ method, message }) => {
      expect(failureOf(await instanceOf(method).run())).toMatchObject({ status: 430, error: { errorCode: 1, errorMessage: message } });
    });

    it('is heard of after the answer', async () => {
      const observed = instanceOf('rejectsAfterAnswer');
      expect(failureOf(await observed.run())).toMatchObject({ status: 430, gone: false, error: { errorMessage: 'after the answer' } });
      expect(observed.told.map(({ kind }) => kind)).toEqual(['ready', 'answered', 'done']);
    });

    it.each(['huge', 'hugeValue'])('%s: 407 above six megabytes, and the instance goes on', async (method) => {
      const observed = instanceOf(method);
      const max = 6 * 1024 * 1024;
      expect(failureOf(await observed.run({ length: max - 1 }))).toMatchObject({ status: 407, gone: false, error: { errorCode: -1 } });
      expect(resultOf(await observed.run({ length: max - 2 }))).toHaveLength(max - 2);
    });
  });
});
