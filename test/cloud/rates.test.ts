import fc from 'fast-check';
import type { CloudTime } from '../../src/cloud';
import { documentedPace } from '../../src/cloud/rates';

/** A busy machine: whoever sleeps wakes up late. */
class LateTime implements CloudTime {
  #nowMs = 0;
  readonly #late: Iterator<number>;

  constructor(late: Iterable<number>) {
    this.#late = late[Symbol.iterator]();
  }

  nowMs(): number {
    return this.#nowMs;
  }

  random(): number {
    return 0;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.#nowMs += ms + (Number(this.#late.next().value) || 0);
    return Promise.resolve();
  }
}

it('lets no second hold more requests of an action than are documented, however late they are sent (scf-api.md §3)', async () => {
  const late = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 60, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(late, async (delays) => {
      const time = new LateTime(delays);
      const pace = documentedPace(time);
      const { signal } = new AbortController();
      const sent: number[] = [];
      await Promise.all(Array.from({ length: 60 }, () => pace('GetAlias', signal).then(() => sent.push(time.nowMs()))));
      for (const from of sent) expect(sent.filter((atMs) => atMs >= from && atMs < from + 1_000).length).toBeLessThanOrEqual(20);
    }),
  );
});

it('goes on after one that was given up, and does not wait for it', async () => {
  const time = new LateTime([]);
  const pace = documentedPace(time);
  const { signal } = new AbortController();
  await pace('GetAlias', signal);
  const stop = AbortSignal.abort(new Error('Ctrl-C'));
  const given = [pace('GetAlias', stop), pace('GetAlias', stop)].map((asked) => asked.catch((error: unknown) => String(error)));
  expect(await Promise.all(given)).toEqual(['Error: Ctrl-C', 'Error: Ctrl-C']);
  await pace('GetAlias', signal);
  expect(time.nowMs()).toBe(52.5);
});
