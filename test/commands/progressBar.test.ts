import { Writable } from 'node:stream';
import { progressBarOn } from '../../src/commands/progressBar';

/** A terminal, or what is none, that remembers what was written to it. */
function terminal(isTTY: boolean) {
  let text = '';
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString();
      done();
    },
  });
  const moves = Object.fromEntries(['cursorTo', 'moveCursor', 'clearLine', 'clearScreenDown'].map((name) => [name, () => true]));
  return { stream: Object.assign(stream, { isTTY, columns: 80, ...moves }) as unknown as NodeJS.WriteStream, written: () => text };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

it('shows nothing where nobody looks', async () => {
  expect(await progressBarOn(terminal(false).stream, 'en')).toBeUndefined();
});

it('shows share and rows, once it takes more than a second', async () => {
  const { stream, written } = terminal(true);
  const bar = await progressBarOn(stream, 'en');
  bar?.show({ share: 0.1, rows: 10 });
  bar?.stop();
  expect(written()).toBe('');
  jest.advanceTimersByTime(1001);
  bar?.show({ share: 0.42, rows: 4200 });
  expect(written()).toMatch(/42% · 4200 rows/);
  jest.advanceTimersByTime(1000);
  bar?.show({ share: 0.5, rows: 5000 });
  jest.advanceTimersByTime(1000);
  expect(written()).toMatch(/50% · 5000 rows/);
  bar?.stop();
  expect(jest.getTimerCount()).toBe(0);
});
