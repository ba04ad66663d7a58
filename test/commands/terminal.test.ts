import assert from 'node:assert';
import { EventEmitter } from 'node:events';
import { columnsOf, hangupsOf, wantsColour } from '../../src/commands/terminal';

it.each([
  { env: {}, stream: { isTTY: true }, is: true, why: 'a terminal' },
  { env: {}, stream: {}, is: false, why: 'a pipe' },
  { env: { TERM: 'dumb' }, stream: { isTTY: true }, is: false, why: 'a terminal that knows no colours' },
  { env: { NO_COLOR: '1', FORCE_COLOR: '1' }, stream: { isTTY: true }, is: false, why: 'somebody who wants none' },
  { env: { FORCE_COLOR: '1', TERM: 'dumb' }, stream: {}, is: true, why: 'somebody who insists' },
  { env: { FORCE_COLOR: '0' }, stream: { isTTY: true }, is: false, why: 'somebody who insists on none' },
])('colours for $why: $is', ({ env, stream, is }) => {
  expect(wantsColour(env, stream)).toBe(is);
});

it.each([
  { env: {}, stream: { isTTY: true, columns: 120 }, is: 120, why: 'a terminal' },
  { env: {}, stream: {}, is: undefined, why: 'a pipe' },
  { env: {}, stream: { isTTY: true, columns: 0 }, is: undefined, why: 'a terminal that does not know' },
  { env: { COLUMNS: '40' }, stream: { isTTY: true, columns: 120 }, is: 40, why: 'somebody who says it' },
  { env: { COLUMNS: '40' }, stream: {}, is: 40, why: 'somebody who says it for a pipe' },
  { env: { COLUMNS: '0' }, stream: {}, is: undefined, why: 'nothing that is a width' },
  { env: { COLUMNS: '-4' }, stream: { isTTY: true, columns: 80 }, is: 80, why: 'nothing that is a width, and a terminal' },
])('columns for $why: $is', ({ env, stream, is }) => {
  expect(columnsOf(env, stream)).toBe(is);
});

describe('a process whose terminal is closed', () => {
  function hungUp(times: number): string[] {
    const happened: string[] = [];
    const emitter = Object.assign(new EventEmitter(), {
      pid: 7,
      platform: 'linux',
      kill: (pid: number, signal: string) => happened.push(`${pid} ${signal}, heard by ${emitter.listenerCount('SIGHUP')}`),
    });
    assert(isProcess(emitter));
    const stopListening = hangupsOf(emitter)(() => happened.push('told'));
    for (let nth = 0; nth < times; nth += 1) emitter.emit('SIGHUP', 'SIGHUP');
    stopListening();
    return happened;
  }

  /** It has what is asked of it. */
  const isProcess = (value: unknown): value is NodeJS.Process => value instanceof EventEmitter;

  it('ends by that once nobody listens any more', () => {
    expect(hungUp(2)).toEqual(['told', 'told', '7 SIGHUP, heard by 0']);
  });

  it('goes on when that has not happened', () => {
    expect(hungUp(0)).toEqual([]);
  });
});
