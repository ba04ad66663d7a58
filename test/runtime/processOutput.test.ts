import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { ProcessOutput } from '../../src/runtime/processOutput';

let stream: PassThrough;
let output: ProcessOutput;
let heard: string[];

beforeEach(() => {
  stream = new PassThrough();
  heard = [];
  output = new ProcessOutput(stream, (line) => heard.push(line));
});

/** Lets everything through that is on its way. */
async function print(text: string): Promise<void> {
  stream.write(text);
  await setImmediate();
}

it('keeps what is printed between events for the next one, however much', async () => {
  await print('before the first\n');
  expect(heard).toEqual([]);
  output.resume();
  expect(heard).toEqual(['before the first']);
  await print('during the first\nopen');
  output.rest();
  expect(heard.slice(1)).toEqual(['during the first', 'open']);
  for (const n of [1, 2, 3]) await print(`between ${n}\n`);
  expect(heard).toHaveLength(3);
  output.resume();
  await setImmediate();
  expect(heard.slice(3)).toEqual(['between 1', 'between 2', 'between 3']);
});

it('stops reading a stream that nobody listens to, and leaves a silent one alone', async () => {
  output.rest();
  expect(stream.isPaused()).toBe(false);
  await print('a\n');
  expect(stream.isPaused()).toBe(true);
  output.resume();
  expect(stream.isPaused()).toBe(false);
});

it('lets go of a stream that is not over', () => {
  output.destroy();
  expect(stream.destroyed).toBe(true);
});
