import assert from 'node:assert';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { EventEmitter, once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalRegion } from '../../src/commands/localRegion';
import { startOffline, type OfflineService } from '../../src/commands/offline';
import { readOfflineOptions, type RawOfflineOptions } from '../../src/commands/offlineOptions';
import type { OfflineMachine } from '../../src/commands/offlineServing';
import { offlineAddressOf } from '../../src/commands/regionAddress';
import { checkFolder } from '../../src/commands/serviceCheck';
import type { Lang } from '../../src/messages';
import { findRunning } from '../../src/offline/address';
import { AttachedRegion } from '../../src/offline/attached';
import { Offline } from '../../src/offline/offline';
import { MemoryStore, StoreFault } from '../../src/store';
import { EventTable } from '../../src/store/eventTable';
import { Damage } from '../../src/store/fault';
import { ran } from './eventing';
import { recorded } from './output';

/** `offline` in this very process, with a keyboard that a test can press. */

class Keyboard extends EventEmitter {
  readonly isTTY = true;
  raw = false;
  setRawMode(raw: boolean): void {
    this.raw = raw;
  }
  resume(): void {}
  pause(): void {}
  press(keys: string): void {
    this.emit('data', keys);
  }
}

let dir: string;
beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'scf-command-')));
  writeFileSync(join(dir, 'index.js'), 'exports.main = async () => 1;');
  configure(
    'main: { handler: index.main, reservedConcurrency: 1280 }, off: { handler: index.main, reservedConcurrency: 0 }, legacy: { handler: index.main, runtime: Php7.4 }',
  );
});
afterEach(() => rmSync(dir, { recursive: true }));

function configure(functions: string, service = 'shop'): void {
  writeFileSync(
    join(dir, 'serverless.yml'),
    `service: ${service}\nprovider: { name: tencent, region: ap-guangzhou, runtime: Nodejs18.15 }\nfunctions: { ${functions} }\n`,
  );
}

/** What was written in the very moment of the start is told of as changed. */
function age(): void {
  for (const name of ['index.js', 'serverless.yml']) utimesSync(join(dir, name), 1, 1);
}

/**
 * @param readable  the service can be read once this has resolved
 * @param notTaken  what of a change only another start would take
 * @param hears     is told what it says, and can interrupt it at that moment
 */
async function started(
  raw: RawOfflineOptions = {},
  lang: Lang = 'en',
  readable: () => Promise<void> = () => Promise.resolve(),
  notTaken: readonly string[] = [],
  hears: (text: string, interrupt: () => void) => void = () => undefined,
) {
  const output = recorded(lang);
  const keyboard = new Keyboard();
  let interrupt = (): void => undefined;
  let hangUp = (): void => undefined;
  const machine: OfflineMachine = {
    env: process.env,
    onInterrupt: (listener) => ((interrupt = listener), () => undefined),
    onHangup: (listener) => ((hangUp = listener), () => undefined),
    pid: process.pid,
    version: '1.0.0',
    keys: keyboard,
  };
  const service: OfflineService = { dir, read: () => readable().then(async () => ({ ...(await checkFolder({ dir, env: {} }, lang)), notTaken })) };
  const waiting = new Set<() => void>();
  const hearing = {
    ...output,
    err: (text: string) => {
      output.err(text);
      for (const look of waiting) look();
      hears(text, interrupt);
    },
  };
  const options = readOfflineOptions({ port: '0', ephemeral: true, watch: false, ...raw }, dir, { TENCENTCLOUD_SECRET_KEY: 'key' }, lang);
  const run = await startOffline(service, options, hearing, machine);
  const said = (text: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (output.errs.join('\n').includes(text)) resolve();
      };
      waiting.add(look);
      look();
    });
  /** As `invoke` calls a function of it. */
  const called = async (key: string) => {
    const address = await findRunning(dir);
    assert(address);
    const { record, result } = await new AttachedRegion(address, {}, 'en').invoke({ function: key, event: Buffer.from('{}'), type: 'sync' }).ended;
    return { record, result: result?.toString() };
  };
  return { run, output, keyboard, said, interrupt: () => interrupt(), hangUp: () => hangUp(), called };
}

async function outSays(text: string, { outs }: { readonly outs: readonly string[] }): Promise<void> {
  while (!outs.some((line) => line.includes(text))) await new Promise((resolve) => setImmediate(resolve));
}

const exitOf = (run: Awaited<ReturnType<typeof startOffline>>) => (typeof run === 'number' ? run : run.done);

it('begins with what functions have, also of the API that had given it before (S14, S22, S220)', async () => {
  const events =
    '[{ timer: { name: gone, cron: "0 0 8 * * * *" } }, { timer: { name: closed, cron: "0 0 8 * * * *" } }, { timer: { name: left, cron: "0 30 2 1 1 * 2099" } }]';
  configure(`main: { handler: index.main, events: ${events} }, other: { handler: index.main, memorySize: 256 }`);
  const first = await started({ ephemeral: false });
  const { origin } = (await findRunning(dir)) ?? {};
  const act = async (action: string, params: object): Promise<void> => {
    const headers = { 'content-type': 'application/json', 'x-tc-action': action, 'x-tc-version': '2018-04-16', 'x-tc-region': 'ap-guangzhou' };
    const answer = await fetch(`${origin ?? ''}/`, { method: 'POST', headers, body: JSON.stringify(params) });
    expect(await answer.json()).not.toHaveProperty('Response.Error');
  };
  await act('PutReservedConcurrencyConfig', { FunctionName: 'shop-dev-main', ReservedConcurrencyMem: 1280 });
  await act('PublishVersion', { FunctionName: 'shop-dev-other' });
  await act('PutProvisionedConcurrencyConfig', { FunctionName: 'shop-dev-other', Qualifier: '1', VersionProvisionedConcurrencyNum: 2 });
  const triggered = { FunctionName: 'shop-dev-main', Type: 'timer', Qualifier: '$DEFAULT' };
  await act('DeleteTrigger', { ...triggered, TriggerName: 'gone' });
  await act('UpdateTriggerStatus', { ...triggered, TriggerName: 'closed', Enable: 'CLOSE' });
  first.keyboard.press('q');
  await exitOf(first.run);
  configure(`main: { handler: index.main, events: ${events} }, other: { handler: index.main, memorySize: 512 }`);
  const { run, output, keyboard } = await started({ ephemeral: false });
  keyboard.press('q');
  await exitOf(run);
  const said = output.errs.join('\n');
  expect(said).toContain('account 128000 MB; 126208 MB are shared');
  expect(said).toMatch(/main +reserved 1280 MB = 10 × 128 MB$/m);
  expect(said).toMatch(/other +shared quota, up to 246 × 512 MB, provisioned 512 MB = 2 × 256 MB$/m);
  expect(said).toMatch(/timers +closed calls main, off \(enable: false\)\n +left calls main, next at 2099-01-01 02:30:00 Beijing time$/m);
  expect(said).not.toContain('gone calls');
});

it('says of a configuration that only the framework reads that it is not taken, and takes the code (F55)', async () => {
  age();
  const { run, output, keyboard, said } = await started({ watch: true }, 'en', undefined, ['serverless.yml']);
  configure('main: { handler: index.main, memorySize: 256 }');
  await said('not taken: serverless.yml. This configuration has programs');
  expect(output.errs.join('\n')).not.toContain('what runs goes on');
  keyboard.press('r');
  await said('reloaded; what runs');
  keyboard.press('q');
  await exitOf(run);
});

it('tells of a handler that only newer versions of Node.js take for an ES module (SCF122), and begins', async () => {
  writeFileSync(join(dir, 'index.js'), 'export const main = async () => 1;');
  const { run, output, keyboard } = await started();
  expect(output.errs.filter((line) => line.includes('SCF122'))).toEqual([expect.stringContaining('index.js has the syntax of an ES module')]);
  keyboard.press('q');
  await exitOf(run);
});

it('takes edits of packages of the workspace that handlers in TypeScript are built of', async () => {
  const workspace = realpathSync(mkdtempSync(join(tmpdir(), 'scf-workspace-')));
  writeFileSync(join(workspace, 'package.json'), '{ "name": "rates", "main": "rate.ts" }');
  writeFileSync(join(workspace, 'rate.ts'), 'export const rate: number = 1;');
  mkdirSync(join(dir, 'node_modules'));
  symlinkSync(workspace, join(dir, 'node_modules', 'rates'), 'junction');
  writeFileSync(join(dir, 'typed.ts'), "import { rate } from 'rates'; export const main = async () => rate;");
  configure('typed: { handler: typed.main }');
  age();
  utimesSync(join(dir, 'typed.ts'), 1, 1);
  const { run, keyboard, said, called } = await started({ watch: true });
  expect((await called('typed')).result).toBe('1');
  writeFileSync(join(workspace, 'rate.ts'), 'export const rate: number = 2;');
  await said('rate.ts; what runs');
  expect((await called('typed')).result).toBe('2');
  keyboard.press('q');
  await exitOf(run);
  rmSync(workspace, { recursive: true });
});

it('begins with endpoint, profile, quotas with their arithmetic, persistence, and how to point an SDK at it', async () => {
  configure(
    'main: { handler: index.main, reservedConcurrency: 1000 }, off: { handler: index.main, reservedConcurrency: 0 }, legacy: { handler: index.main, runtime: Php7.4 }',
  );
  const { run, output, keyboard } = await started();
  const banner = output.errs.at(-1);
  expect(banner?.split('\n').map((line) => line.trimEnd())).toEqual([
    expect.stringMatching(/^shop \(dev, ap-guangzhou\) is offline at http:\/\/127\.0\.0\.1:\d+$/),
    '  profile    scf-2021, seed 1',
    '  quota      account 128000 MB; 127000 MB are shared by functions without a reservation',
    '  signature  not looked at; any SecretId and SecretKey will do',
    '  main       reserved 1000 MB = 7 × 128 MB + 104 MB unused',
    '  off        switched off (reservedConcurrency: 0)',
    '  legacy     shared quota, up to 992 × 128 MB, counts in the quotas, does not run here (Php7.4)',
    '  events     in memory only (--ephemeral): what waits is lost when this ends',
    expect.stringMatching(
      /^ {2}SDK {8}new Client\({ credential, region: 'ap-guangzhou', profile: { httpProfile: { protocol: 'http:\/\/', endpoint: '127\.0\.0\.1:\d+' } } }\)$/,
    ),
    '  reload     off (--no-watch)',
    '  keys       r reload   s status   k terminate an event   q drain and quit   ? help',
  ]);
  keyboard.press('q');
  expect(await exitOf(run)).toBe(0);
  expect([output.errs.at(-1), keyboard.raw, keyboard.listenerCount('data')]).toEqual(['Drained.', false, 0]);
});

const timers =
  'main: { handler: index.main, events: [{ timer: { name: nightly, cron: "0 30 2 1 1 * 2099" } }, { timer: { name: past, cron: "0 0 0 1 1 * 2020", qualifier: $LATEST } }, { timer: { name: off, cron: "0 0 8 * * * *", enable: false } }] }, legacy: { handler: index.main, runtime: Php7.4, events: [{ timer: { name: idle, cron: "0 0 8 * * * *" } }] }';

it.each([
  {
    raw: {},
    rows: [
      '  timers     nightly calls main, next at 2099-01-01 02:30:00 Beijing time',
      '             past calls main:$LATEST, never again',
      '             off calls main, off (enable: false)',
      '             idle calls legacy, does not fire: its function does not run here',
    ],
    enabled: ['nightly', 'past'],
  },
  {
    raw: { timers: false },
    rows: [
      '  timers     nightly calls main, off (--no-timers)',
      '             past calls main:$LATEST, off (--no-timers)',
      '             off calls main, off (enable: false)',
      '             idle calls legacy, off (--no-timers)',
    ],
    enabled: [],
  },
])('S220: tells of each timer when it fires, or why it does not ($raw)', async ({ raw, rows, enabled }) => {
  configure(timers);
  const first = await started(raw);
  first.interrupt();
  await exitOf(first.run);
  expect(first.output.errs.find((text) => text.includes('is offline at'))?.split('\n')).toEqual(expect.arrayContaining(rows));
  const second = await started({ ...raw, json: true });
  second.interrupt();
  await exitOf(second.run);
  const [opened = ''] = second.output.outs.join('\n').split('\n');
  const told = (JSON.parse(opened) as { timers: { name: string; function: string; enabled: boolean }[] }).timers;
  expect(told.map(({ name, function: key }) => `${key} ${name}`)).toEqual(['main nightly', 'main past', 'main off', 'legacy idle']);
  expect(told.filter((timer) => timer.enabled).map(({ name }) => name)).toEqual(enabled);
});

it('has keys: status, help, reload, and what can be terminated', async () => {
  const { run, output, keyboard, said, interrupt } = await started();
  expect(keyboard.raw).toBe(true);
  keyboard.press('s');
  await said('refused 432 / 429');
  keyboard.press('?');
  await said('r reload   s status');
  keyboard.press('k');
  await said('No asynchronous execution runs');
  keyboard.press('r');
  await said('reloaded; what runs goes on');
  configure('main: { handler: index.main, reservedConcurrency: 3 }');
  keyboard.press('r');
  await said('the region goes on with the last good one');
  expect(output.errs.join('\n')).toContain('SCF2');
  keyboard.press('x');
  interrupt();
  expect(await exitOf(run)).toBe(0);
});

it.each([
  { lang: 'en', says: 'The service has another name now: nothing of its change is taken', head: 'refused 432 / 429' },
  { lang: 'zh', says: '服务名称（service）已更改', head: '432 / 429' },
] as const)('takes nothing of a service that has another name now, and goes on with the one that it serves ($lang)', async ({ lang, says, head }) => {
  const { run, output, keyboard, said, interrupt } = await started({}, lang);
  configure('extra: { handler: index.main }', 'another');
  keyboard.press('r');
  await said(says);
  keyboard.press('s');
  await said(head);
  const table = output.errs.at(-1);
  expect(table).toContain('main');
  expect(table).not.toContain('extra');
  interrupt();
  expect(await exitOf(run)).toBe(0);
});

it.each([
  { lang: 'en', says: 'Not taken: main, off.', error: 'error' },
  { lang: 'zh', says: '修改未生效：main、off。', error: '错误' },
] as const)('S116: tells of code that cannot be parsed, and goes on with the code before ($lang)', async ({ lang, says, error }) => {
  const { run, output, said, interrupt, called } = await started({}, lang);
  assert(typeof run !== 'number');
  expect(await called('main')).toMatchObject({ record: { attempts: [{ instance: 1, cold: true }] } });
  writeFileSync(join(dir, 'index.js'), 'exports.main = async () => {\n  return 2;;}}');
  await run.reload();
  await said(says);
  expect(output.errs.join('\n')).toContain(`index.js:2:14  ${error}  Unexpected token '}'\n`);
  expect(await called('main')).toMatchObject({ result: '1', record: { attempts: [{ instance: 1, cold: false }] } });
  writeFileSync(join(dir, 'index.js'), 'exports.main = async () => 2;');
  await run.reload();
  expect(await called('main')).toMatchObject({ result: '2', record: { attempts: [{ instance: 2, cold: true }] } });
  interrupt();
  await exitOf(run);
});

it.each([
  { lang: 'en', says: 'Not added: extra, typed. A new function is there once its code is mended.' },
  { lang: 'zh', says: '未添加：extra、typed。新函数的代码修复之后才会添加。' },
] as const)('S116: adds a new function once its code can be loaded, and says so of nothing else ($lang)', async ({ lang, says }) => {
  const { run, output, said, interrupt, called } = await started({}, lang);
  assert(typeof run !== 'number');
  writeFileSync(join(dir, 'extra.js'), 'exports.main = ]');
  writeFileSync(join(dir, 'typed.ts'), 'export const main = ]');
  configure('main: { handler: index.main }, extra: { handler: extra.main }, typed: { handler: typed.main }');
  await run.reload();
  await said(says);
  expect(output.errs.join('\n').match(/extra/g)).toHaveLength(2);
  writeFileSync(join(dir, 'extra.js'), 'exports.main = async () => 3;');
  await run.reload();
  expect(await called('extra')).toMatchObject({ result: '3' });
  interrupt();
  await exitOf(run);
});

it('S114: keeps its instances when a function writes files of its own beside the code, and says so once', async () => {
  writeFileSync(
    join(dir, 'index.js'),
    "let n = 0; exports.main = async () => require('node:fs').writeFileSync(__dirname + '/data.json', `${(n += 1)}`);",
  );
  age();
  const { run, output, interrupt, said, called } = await started({ watch: true });
  assert(typeof run !== 'number');
  for (const cold of [true, false]) {
    expect(await called('main')).toMatchObject({ record: { attempts: [{ instance: 1, cold }] } });
    await said('not reloaded, for functions ran meanwhile and may have written this: data.json');
  }
  writeFileSync(join(dir, 'index.js'), 'exports.main = async () => 2;');
  await said('reloaded: index.js');
  expect(await called('main')).toMatchObject({ result: '2', record: { attempts: [{ cold: true }] } });
  interrupt();
  await exitOf(run);
  expect(output.errs.join('\n').match(/data\.json/g)).toHaveLength(1);
});

it('reloads nothing for a file that is no code while there is no instance: what tells of it may write it, and would do so again', async () => {
  age();
  let reads = 0;
  const reading = new EventEmitter();
  const { run, output, interrupt, said, called } = await started({ watch: true }, 'en', async () => void reading.emit('read', (reads += 1)));
  assert(typeof run !== 'number');
  const read = once(reading, 'read');
  writeFileSync(join(dir, 'notes.txt'), '1');
  await read;
  writeFileSync(join(dir, 'index.js'), 'exports.main = async () => 2;');
  await said('reloaded: index.js;');
  expect(await called('main')).toMatchObject({ result: '2' });
  interrupt();
  await exitOf(run);
  expect(output.errs.filter((text) => text.includes('notes.txt'))).toEqual([]);
  expect(reads).toBe(3);
});

it('goes on where its address file can no longer be written when it reloads, as on a disk that is full', async () => {
  const { run, output, interrupt } = await started();
  assert(typeof run !== 'number');
  rmSync(join(dir, '.serverless-scf'), { recursive: true });
  writeFileSync(join(dir, '.serverless-scf'), '');
  await run.reload();
  expect(output.errs.join('\n')).toContain('reloaded;');
  interrupt();
  expect(await exitOf(run)).toBe(0);
});

describe('whose events can no longer be written or read', () => {
  const fails = (): never => {
    throw new StoreFault('full', '/x/region.db', 'database or disk is full');
  };
  afterEach(() => jest.restoreAllMocks());

  it.each([
    { what: 'when it drains', method: 'counts' },
    { what: 'when it closes', method: 'close' },
  ] as const)('says so $what, and ends with 1', async ({ method }) => {
    const { run, output, interrupt } = await started();
    assert(typeof run !== 'number');
    jest.spyOn(MemoryStore.prototype, method).mockImplementation(fails);
    interrupt();
    expect(await exitOf(run)).toBe(1);
    expect(output.errs.at(-1)).toBe('Error: No space is left for /x/region.db. Free some, or run with --ephemeral.');
    expect(await findRunning(dir)).toBeUndefined();
  });

  it('says so when it is ended hard', async () => {
    const { run, output, interrupt, said } = await started();
    assert(typeof run !== 'number');
    jest.spyOn(Offline.prototype, 'drain').mockReturnValue(new Promise(() => undefined));
    jest.spyOn(MemoryStore.prototype, 'close').mockImplementation(fails);
    interrupt();
    await said('Closing');
    interrupt();
    expect(await exitOf(run)).toBe(130);
    expect(output.errs.join('\n')).toContain('Error: No space is left for /x/region.db.');
  });

  it.each([
    { lang: 'en', says: 'The file of events and of what the API made is damaged. It is kept as ' },
    { lang: 'zh', says: '保存事件与 API 所建内容的文件已损坏。原文件保留为 ' },
  ] as const)('says at the end which name a damaged file has ($lang)', async ({ lang, says }) => {
    const { run, output, interrupt } = await started({ ephemeral: false }, lang);
    assert(typeof run !== 'number');
    jest.spyOn(EventTable.prototype, 'counts').mockImplementationOnce(() => {
      throw new Damage('it has text that is not UTF-8');
    });
    interrupt();
    expect(await exitOf(run)).toBe(1);
    const [name = ''] = readdirSync(join(dir, '.serverless-scf')).filter((each) => each.includes('damaged'));
    expect(output.errs.find((text) => text.startsWith(says))).toContain(join(dir, '.serverless-scf', name));
  });

  it('says so to whoever asks for the status, and goes on', async () => {
    const { run, keyboard, said, interrupt } = await started({}, 'zh');
    assert(typeof run !== 'number');
    jest.spyOn(MemoryStore.prototype, 'counts').mockImplementationOnce(fails);
    keyboard.press('s');
    await said('错误：/x/region.db 所在磁盘空间不足。');
    keyboard.press('s');
    await said('432 / 429');
    interrupt();
    expect(await exitOf(run)).toBe(0);
  });
});

it('drains when its terminal is closed, however often that is told', async () => {
  const { run, output, hangUp, said } = await started();
  assert(typeof run !== 'number');
  hangUp();
  await said('Closing');
  hangUp();
  expect(await exitOf(run)).toBe(0);
  expect(output.errs.at(-1)).toBe('Drained.');
});

it('takes nothing any more of an edit that was being read when it was told to stop', async () => {
  let read = 0;
  let closing = Promise.resolve();
  const { run, output, interrupt, said } = await started({}, 'en', async () => {
    read += 1;
    if (read === 1) return;
    interrupt();
    await closing;
  });
  assert(typeof run !== 'number');
  closing = said('Closing');
  await run.reload();
  await exitOf(run);
  expect(output.errs.join('\n')).not.toContain('what runs goes on');
});

it('tells programs which code cannot be parsed, and why', async () => {
  const { run, output, interrupt } = await started({ json: true });
  assert(typeof run !== 'number');
  writeFileSync(join(dir, 'index.js'), 'exports.main = ]');
  await run.reload();
  interrupt();
  await exitOf(run);
  const lines = output.outs.flatMap((text) => text.split('\n')).map((line) => JSON.parse(line) as { kind: string; functions: unknown });
  const faults = [{ file: 'index.js', line: 1, column: 16, message: "Unexpected token ']'" }];
  expect(lines.find(({ kind }) => kind === 'codeBroken')?.functions).toEqual(
    ['main', 'off'].map((key) => ({ function: key, isNew: false, built: false, faults })),
  );
});

it('tells programs that a service with another name takes a new start', async () => {
  const { run, output, interrupt } = await started({ json: true });
  configure('extra: { handler: index.main }', 'another');
  if (typeof run !== 'number') await run.reload();
  interrupt();
  await exitOf(run);
  const lines = output.outs.flatMap((text) => text.split('\n')).map((line) => JSON.parse(line) as { kind: string });
  expect(lines.find(({ kind }) => kind === 'refused')).toMatchObject({ refused: [], restart: ['service'] });
});

it.each([{ json: false }, { json: true }])(
  'S29: says why the region refuses a reservation in the language of its user (json: $json)',
  async ({ json }) => {
    const { run, output, interrupt } = await started({ json }, 'zh');
    const address = await findRunning(dir);
    assert(address && typeof run !== 'number');
    const region = new LocalRegion(() => Promise.resolve(address), new AbortController().signal, 'zh');
    await region.call('PutReservedConcurrencyConfig', { FunctionName: 'shop-dev-off', ReservedConcurrencyMem: 100_096 });
    configure('main: { handler: index.main, reservedConcurrency: 51200 }, off: { handler: index.main, reservedConcurrency: 0 }');
    await run.reload();
    interrupt();
    await exitOf(run);
    expect([...output.outs, ...output.errs].join('\n')).toContain('shop-dev-main 的最大独占配额不能设为 51200 MB：');
  },
);

it('where signatures are verified, lets in the commands of its own folder, which have no keys, and nobody else', async () => {
  const { run, interrupt, called } = await started({ signature: 'verify', 'secret-id': 'me' });
  expect(await called('main')).toMatchObject({ result: '1' });
  const address = await offlineAddressOf(dir);
  const region = (token: string | undefined) =>
    new LocalRegion(() => Promise.resolve({ ...address, ...(token !== undefined && { token }) }), new AbortController().signal, 'en');
  expect(await region(address.token).call('ListFunctions', {})).toMatchObject({ TotalCount: 3 });
  await expect(region('other').call('ListFunctions', {})).rejects.toMatchObject({ code: 'AuthFailure.SignatureFailure' });
  const { origin } = address;
  const { Result } = (await region(address.token).call('Invoke', { FunctionName: 'main' })) as { Result: { FunctionRequestId: string } };
  const id = Result.FunctionRequestId;
  const kindsOf = async (of: LocalRegion): Promise<string[]> => {
    const kinds: string[] = [];
    for await (const { kind } of of.log(id, 0, true, new AbortController().signal)) kinds.push(kind);
    return kinds;
  };
  expect(await region(address.token).view(id)).toMatchObject({ state: 'FINISHED' });
  expect(await kindsOf(region(address.token))).toEqual(expect.arrayContaining(['begun', 'line', 'end']));
  await expect(region('other').view(id)).rejects.toMatchObject({ code: 'AuthFailure' });
  await expect(kindsOf(region('other'))).rejects.toMatchObject({ code: 'AuthFailure' });
  for (const path of [`/events/${id}`, `/events/${id}/log`]) expect((await fetch(origin + path)).status).toBe(403);
  // Who scrapes figures cannot sign.
  expect((await fetch(`${origin}/metrics`)).status).toBe(200);
  const body = JSON.stringify({ function: 'main', event: '{}' });
  const calling = await fetch(`${origin}/-/invocations`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  expect([calling.status, await calling.json()]).toEqual([403, { error: 'AuthFailure', message: expect.stringContaining('token') as string }]);
  interrupt();
  await exitOf(run);
});

it('S81: events are refused in the language of whoever asks', async () => {
  configure('job: { handler: index.main, asyncRunEnable: true, traceEnable: true, timeout: 7200, cls: { logsetId: a, topicId: b } }');
  const { run, interrupt } = await started();
  const endpoint = (await findRunning(dir))?.origin;
  const asked = { endpoint, qualifier: 'none' };
  expect((await ran('list', asked)).err).toContain('ResourceNotFound.Version: Function shop-dev-job has no version or alias none.');
  expect((await ran('list', asked, { lang: 'zh' })).err).toContain('ResourceNotFound.Version：函数 shop-dev-job 没有版本或别名 none。');
  interrupt();
  await exitOf(run);
});

it('S83: lets one pick an asynchronous execution, and ends it', async () => {
  writeFileSync(join(dir, 'index.js'), 'exports.main = () => new Promise((resolve) => setTimeout(resolve, 3_600_000));');
  configure('job: { handler: index.main, asyncRunEnable: true, timeout: 7200, cls: { logsetId: a, topicId: b } }');
  const { run, output, keyboard, said, interrupt } = await started();
  const [origin = ''] = /http:\S+/.exec(output.errs.join('\n')) ?? [];
  const body = JSON.stringify({ function: 'job', type: 'async', event: '{}' });
  const leave = new AbortController();
  const init = { method: 'POST', body, headers: { 'content-type': 'application/json' }, signal: leave.signal };
  await fetch(`${origin}/-/invocations`, init);
  await outSays('accepted', output);
  keyboard.press('k');
  await said('Number, then Enter');
  keyboard.press('1\r');
  await said(' is ended');
  await outSays('499 ABORTED', output);
  leave.abort();
  interrupt();
  expect(await exitOf(run)).toBe(0);
});

it('takes Ctrl-C as a key: a terminal that gives single keys makes no signal of it', async () => {
  const { run, keyboard } = await started();
  keyboard.press('\u0003');
  expect(await exitOf(run)).toBe(0);
});

it('leaves in order when Ctrl-C comes before it has begun: no address file, and what it has opened is closed', async () => {
  const { run, output, keyboard } = await started({}, 'en', undefined, [], (text, interrupt) => {
    if (text.includes('is offline at')) interrupt();
  });
  expect(keyboard.listenerCount('data')).toBe(0);
  expect([await exitOf(run), output.errs.at(-1)]).toEqual([0, 'Drained.']);
  expect(readdirSync(join(dir, '.serverless-scf'))).toEqual(['.gitignore']);
});

it('has no keys where its output is for programs', async () => {
  const { run, output, keyboard, interrupt } = await started({ json: true });
  expect([keyboard.raw, keyboard.listenerCount('data')]).toEqual([false, 0]);
  interrupt();
  await exitOf(run);
  expect(output.errs).toEqual([]);
  expect(output.outs.flatMap((text) => text.split('\n')).map((line) => (JSON.parse(line) as { kind: string }).kind)).toEqual([
    'opened',
    'draining',
    'drained',
  ]);
});

it('speaks Chinese, its columns aligned', async () => {
  const { run, output, interrupt } = await started({}, 'zh');
  interrupt();
  await exitOf(run);
  expect(output.errs[0]).toContain('  main      最大独占配额 1280 MB = 10 × 128 MB');
  expect(output.errs[0]).toMatch(/^ {2}账号配额 {2}账号 128000 MB；未设置最大独占配额的函数共享 \d+ MB$/m);
  expect(output.errs.at(-1)).toBe('已处理完毕。');
});

it('warns loudly where others can reach it', async () => {
  const { run, output, interrupt } = await started({ host: '0.0.0.0' });
  expect(output.errs[0]).toMatch(/^WARNING: listening on 0\.0\.0\.0/);
  interrupt();
  await exitOf(run);
});

it('does not begin with a wrong service', async () => {
  configure('main: { handler: index.main, reservedConcurrency: 3 }');
  expect((await started()).run).toBe(1);
  rmSync(join(dir, 'serverless.yml'));
  expect((await started()).run).toBe(2);
});
