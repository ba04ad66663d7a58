import { EventEmitter } from 'node:events';
import { listenToKeys } from '../../src/commands/offlineKeys';
import { EventPicker } from '../../src/commands/offlinePicker';
import type { RunningEvent } from '../../src/offline/serving';
import { recorded } from './output';

/** A terminal without a terminal. */
class Terminal extends EventEmitter {
  readonly done: unknown[] = [];
  constructor(readonly isTTY: boolean) {
    super();
  }
  setRawMode(raw: boolean): void {
    this.done.push(['raw', raw]);
  }
  resume(): void {
    this.done.push('resume');
  }
  pause(): void {
    this.done.push('pause');
  }
}

describe('keys', () => {
  function pressed(...data: string[]) {
    const terminal = new Terminal(true);
    const keys: string[] = [];
    const stop = listenToKeys(
      terminal,
      (key) => keys.push(key),
      () => keys.push('INTERRUPT'),
    );
    for (const text of data) terminal.emit('data', Buffer.from(text));
    stop();
    terminal.emit('data', 'r');
    return { keys, done: terminal.done, listening: terminal.listenerCount('data') };
  }

  it('come one by one from a raw terminal, which is given back as it was', () => {
    expect(pressed('r', 'sk')).toEqual({ keys: ['r', 's', 'k'], done: [['raw', true], 'resume', ['raw', false], 'pause'], listening: 0 });
  });

  it('have names where they print nothing; sequences mean nothing; Ctrl-C interrupts', () => {
    expect(pressed('\r', '\u001b', '\u007f', '\u001b[A', '\u001bOP', '\u001b[1;5Cq', '\u0003').keys).toEqual([
      'enter',
      'escape',
      'backspace',
      'q',
      'INTERRUPT',
    ]);
  });

  it('are not listened to where there is no terminal', () => {
    const pipe = new Terminal(false);
    listenToKeys(
      pipe,
      () => undefined,
      () => undefined,
    )();
    expect([pipe.done, pipe.listenerCount('data')]).toEqual([[], 0]);
  });
});

describe('picking an event', () => {
  const events: RunningEvent[] = [
    { requestId: 'first', function: 'transcode', forMs: 3_723_000 },
    { requestId: 'second', function: 'resize', forMs: 12_300 },
  ];

  async function picked(keys: readonly string[], running = events, outcome = 'done' as const) {
    const asked: unknown[] = [];
    const output = recorded();
    const serving = { running: async () => running, terminate: async (...what: unknown[]) => (asked.push(what), outcome) };
    const picker = new EventPicker(serving, output);
    await picker.open();
    const wasOpen = picker.isOpen;
    for (const key of keys) await picker.press(key);
    return { asked, errs: output.errs, wasOpen, isOpen: picker.isOpen };
  }

  it('shows what runs, and for how long', async () => {
    const { errs, isOpen } = await picked([]);
    expect(isOpen).toBe(true);
    expect(errs).toEqual([
      expect.stringMatching(/^ {2}1 {2}first {2}transcode {2}01:02:03\n {2}2 {2}second {2}resize {2}12\.3 s\nNumber, then Enter/),
    ]);
  });

  it.each([
    { keys: ['2', 'enter'], asked: [['second', false]], says: 'second is ended' },
    { keys: ['1', 't'], asked: [['first', true]], says: 'SIGTERM sent to first' },
    { keys: ['7', 'backspace', '1', 'enter'], asked: [['first', false]], says: 'first is ended' },
    { keys: ['3', 'enter'], asked: [], says: 'There is no number 3 in the list.' },
    { keys: ['enter'], asked: [], says: 'Nothing chosen.' },
  ])('S83, S84: $keys', async ({ keys, asked, says }) => {
    expect(await picked(keys)).toMatchObject({ asked, isOpen: false, errs: [expect.any(String), says] });
  });

  it('is left by Esc, and takes no key that means nothing', async () => {
    expect(await picked(['x', 'escape'])).toMatchObject({ asked: [], isOpen: false, errs: [expect.any(String)] });
  });

  it('has nothing to show when nothing runs', async () => {
    expect(await picked([], [])).toMatchObject({ wasOpen: false, errs: ['No asynchronous execution runs that could be terminated.'] });
  });

  it('S85: says so when the event has ended meanwhile', async () => {
    const { errs } = await picked(['1', 'enter'], events, 'FailedOperation.AsyncEventStatus' as never);
    expect(errs.at(-1)).toBe('first does not run any more (FailedOperation.AsyncEventStatus)');
  });
});
