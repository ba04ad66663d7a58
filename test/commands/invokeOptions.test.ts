import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stdin } from '../../src/commands/event';
import { readInvokeOptions, type RawInvokeOptions } from '../../src/commands/invokeOptions';
import { UsageError } from '../../src/commands/output';
import { once, recorded } from './output';

const terminal: Stdin = { isTTY: true, read: () => Promise.reject(new Error('a terminal is not read')) };
const piped = (text: string): Stdin => ({ isTTY: false, read: () => Promise.resolve(text) });
let dir: string;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'scf-options-'));
  writeFileSync(join(dir, 'event.json'), '{"from":"json"}');
  writeFileSync(join(dir, 'event.yml'), 'from: yaml\nlist: [1, 2]\n');
  writeFileSync(join(dir, 'bom.json'), '\uFEFF{"from":"bom"}');
  writeFileSync(join(dir, 'bad.yml'), 'a: [1');
  writeFileSync(join(dir, 'bad.json'), '{');
  writeFileSync(join(dir, 'text.txt'), 'plain words');
});
afterAll(() => rmSync(dir, { recursive: true }));

const read = (raw: RawInvokeOptions, stdin = terminal, output = recorded()) => readInvokeOptions({ function: 'hello', ...raw }, dir, stdin, output);

it.each([
  { why: '--data', raw: { data: '{"a":1}' }, stdin: terminal, event: { a: 1 } },
  { why: 'any JSON value is an event', raw: { data: 'null' }, stdin: terminal, event: null },
  { why: '--raw sends text as it is', raw: { data: 'plain words', raw: true }, stdin: terminal, event: 'plain words' },
  { why: '--raw keeps even JSON as text', raw: { data: '{"a":1}', raw: true }, stdin: terminal, event: '{"a":1}' },
  { why: 'a JSON file, relative to the service', raw: { path: 'event.json' }, stdin: terminal, event: { from: 'json' } },
  { why: 'a file with a byte order mark', raw: { path: 'bom.json' }, stdin: terminal, event: { from: 'bom' } },
  { why: 'a YAML file', raw: { path: 'event.yml' }, stdin: terminal, event: { from: 'yaml', list: [1, 2] } },
  { why: 'a raw file', raw: { path: 'text.txt', raw: true }, stdin: terminal, event: 'plain words' },
  { why: 'a pipe when nothing is given (F33)', raw: {}, stdin: piped('{"from":"stdin"}\n'), event: { from: 'stdin' } },
  { why: 'a pipe by name', raw: { path: '-' }, stdin: piped('[1]'), event: [1] },
  { why: 'a pipe from a file with a byte order mark', raw: {}, stdin: piped('\uFEFF{"from":"bom"}'), event: { from: 'bom' } },
  { why: 'a raw pipe from such a file', raw: { raw: true }, stdin: piped('\uFEFFplain words'), event: 'plain words' },
  { why: 'an empty pipe is an empty event', raw: {}, stdin: piped(''), event: {} },
  { why: 'a terminal is not waited for', raw: {}, stdin: terminal, event: {} },
  { why: '--data leaves a pipe alone', raw: { data: '1' }, stdin: piped('2'), event: 1 },
])('takes the event from $why', async ({ raw, stdin, event }) => {
  expect(JSON.parse((await read(raw, stdin)).event.toString())).toEqual(event);
});

it('gives the figures of an event as they are written, which JavaScript may not have', async () => {
  writeFileSync(
    join(dir, 'ids.yml'),
    'id: 9223372036854775807\nhex: 0x10\nsizes: [-12345678901234567890, 1.5, 7]\nnames: { 1: "9007199254740993", at: 2020-01-01, none: ~ }\n',
  );
  const event =
    '{"id":9223372036854775807,"hex":16,"sizes":[-12345678901234567890,1.5,7],"names":{"1":"9007199254740993","at":"2020-01-01","none":null}}';
  expect((await read({ path: 'ids.yml' })).event.toString()).toBe(event);
  expect((await read({ data: event })).event.toString()).toBe(event);
});

it.each([
  { yaml: '# nothing\n', json: 'null', why: 'nothing' },
  { yaml: '"a \\"b\\"": .nan\n', json: '{"a \\"b\\"":null}', why: 'a name that JSON escapes, and a number that it has not' },
  { yaml: '%YAML 1.1\n---\nat: 2001-12-14\n', json: '{"at":"2001-12-14T00:00:00.000Z"}', why: 'a date, as YAML 1.1 has it' },
])('reads of a YAML file $why', async ({ yaml, json }) => {
  writeFileSync(join(dir, 'odd.yml'), yaml);
  expect((await read({ path: 'odd.yml' })).event.toString()).toBe(json);
});

it('says what it waits for when standard input stays silent', async () => {
  const output = recorded();
  const silent: Stdin = {
    isTTY: false,
    read: (onSilence) => {
      onSilence();
      return Promise.resolve('{}');
    },
  };
  await read({}, silent, output);
  expect(output.errs).toEqual(["Waiting for the event on standard input; pass -d '{}' for an empty one."]);
});

it('fills in what is not given: a call from here waits for its result (S44)', async () => {
  const attached = { attach: dir, detach: false, ownRegion: [], otherPlan: false };
  expect(await read({ data: '{}' })).toEqual({ ...once, ...attached, event: Buffer.from('{}'), qualifier: undefined });
});

it('takes everything that is given', async () => {
  const options = await read({
    data: '{}',
    type: 'Event',
    qualifier: '1',
    env: ['A=1', 'B=x=y', 'C='],
    context: '{"request_id":"r"}',
    count: '30',
    concurrency: '10',
    interval: '0',
    seed: '7',
    retry: false,
    json: true,
  });
  expect(options).toMatchObject({
    type: 'async',
    qualifier: '1',
    environment: { A: '1', B: 'x=y', C: '' },
    context: { request_id: 'r' },
    count: 30,
    concurrency: 10,
    intervalMs: 0,
    seed: 7,
    retry: false,
    json: true,
  });
});

it.each([
  { raw: {}, ownRegion: [] },
  { raw: { env: ['A=1'], context: '{}', seed: '1', retry: false }, ownRegion: ['env', 'context', 'seed', 'no-retry'] },
  { raw: { contextPath: 'context.json' }, ownRegion: ['context-path'] },
  { raw: { retry: true, count: '3', json: true }, ownRegion: [] },
])('knows what a running region cannot honour: $ownRegion', async ({ raw, ownRegion }) => {
  writeFileSync(join(dir, 'context.json'), '{}');
  expect(await read({ data: '{}', ...raw })).toMatchObject({ ownRegion, otherPlan: false });
});

it('uses a running region unless told otherwise', async () => {
  expect(await read({ data: '{}', detach: true })).toMatchObject({ attach: dir, detach: true });
  expect(await read({ data: '{}', attach: false })).toMatchObject({ attach: undefined, detach: false });
  for (const raw of [{ config: 'other.yml' }, { param: ['a=1'] }]) expect(await read({ data: '{}', ...raw })).toMatchObject({ otherPlan: true });
  await expect(read({ data: '{}', attach: false, detach: true })).rejects.toThrow('Give either --detach or --no-attach');
});

it.each([
  { raw: { data: '{a:1}' }, says: '不是 JSON：第 2 个字符处有误。' },
  { raw: { data: '{"a"' }, says: /不是 JSON：(?:内容不完整|第 5 个字符处有误)。/ },
  { raw: { data: 'x' }, says: '不是 JSON：出现了不应有的“x”。' },
  { raw: { path: 'bad.yml' }, says: /第 \d 行第 \d 列：括号或引号没有闭合/ },
])('says in Chinese why what it reads is no event: $raw', async ({ raw, says }) => {
  await expect(read(raw, terminal, recorded('zh'))).rejects.toThrow(says);
});

it.each([
  { raw: { function: undefined, data: '{}' }, says: 'Name the function' },
  { raw: { data: '{a:1}' }, says: 'is not JSON' },
  { raw: { data: '{}', path: 'event.json' }, says: 'either --data or --path' },
  { raw: { path: 'missing.json' }, says: 'Cannot read the event file missing.json' },
  { raw: { path: 'bad.yml' }, says: 'Cannot read the event file bad.yml' },
  { raw: { path: '.' }, says: 'Cannot read the event file .' },
  { raw: { data: '{}', type: 'event' }, says: '--type is RequestResponse or Event, not "event"' },
  { raw: { data: '{}', env: ['A'] }, says: '--env takes KEY=VALUE, not "A"' },
  { raw: { data: '{}', env: ['=1'] }, says: '--env takes KEY=VALUE' },
  { raw: { data: '{}', env: ['SCF_X=1'] }, says: 'SCF protects keys' },
  { raw: { data: '{}', env: ['tencentcloud_x=1'] }, says: 'SCF protects keys' },
  { raw: { data: '{}', env: ['__proto__=1'] }, says: '--env cannot set __proto__: the name of a variable begins with a letter' },
  { raw: { data: '{}', env: ['a-b=1'] }, says: '--env cannot set a-b: the name of a variable begins with a letter' },
  { raw: { data: '{}', count: '0' }, says: '--count takes a whole number from 1 to 1000000, not "0"' },
  { raw: { data: '{}', count: '1.5' }, says: '--count' },
  { raw: { data: '{}', count: '1e3' }, says: '--count' },
  { raw: { data: '{}', concurrency: '-1' }, says: '--concurrency' },
  { raw: { data: '{}', interval: 'fast' }, says: '--interval takes a whole number from 0 to 86400000, not "fast"' },
  { raw: { data: '{}', count: '1000001' }, says: '--count takes a whole number from 1 to 1000000, not "1000001"' },
  { raw: { data: '{}', concurrency: '9007199254740991' }, says: '--concurrency takes a whole number from 1 to 100000, not "9007199254740991"' },
  { raw: { data: '{}', interval: '2147483648' }, says: '--interval takes a whole number from 0 to 86400000, not "2147483648"' },
  { raw: { data: '{}', seed: '9007199254740993' }, says: '--seed takes a whole number from 0 to 9007199254740991, not "9007199254740993"' },
  { raw: { data: '{}', context: '[]' }, says: 'must be a JSON object' },
  { raw: { data: '{}', context: 'x' }, says: 'must be a JSON object' },
  { raw: { data: '{}', contextPath: 'missing.json' }, says: 'Cannot read the context file missing.json' },
  { raw: { data: '{}', contextPath: 'bad.yml' }, says: 'Cannot read the context file bad.yml' },
  { raw: { data: '{}', contextPath: 'bad.json' }, says: 'The context from --context-path must be a JSON object' },
  { raw: { data: '{}', context: '{}', contextPath: 'event.json' }, says: 'either --context or --context-path' },
])('refuses $raw: $says', async ({ raw, says }) => {
  const refused = read(raw);
  await expect(refused).rejects.toBeInstanceOf(UsageError);
  await expect(refused).rejects.toThrow(says);
});

it('speaks Chinese', async () => {
  await expect(read({ data: '{}', type: 'x' }, terminal, recorded('zh'))).rejects.toThrow('--type 只能是 RequestResponse 或 Event');
});
