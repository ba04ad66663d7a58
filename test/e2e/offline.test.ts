import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Address } from '../../src/offline/address';
import { bin, hosts, launch, processesIn, removeService, serviceIn, slsOf, spawned, untilNoneIn } from './spawning';

/** `offline` as users run it, with commands in other terminals. */

const code = `
let calls = 0;
const fs = require('node:fs');
exports.main = async (event, context) => { calls += 1; console.log('call', calls); return { calls, event, says: 'first' }; };
/** Runs until somebody makes a file. */
exports.waits = async (event) => {
  console.log('at work');
  while (!fs.existsSync(event.until)) await new Promise((resolve) => setTimeout(resolve, 20));
  return 'done';
};
/** Runs until two instances have been at work. */
exports.pairs = async ({ dir }) => {
  fs.writeFileSync(dir + '/at-work-' + process.pid, '');
  while (fs.readdirSync(dir).filter((name) => name.startsWith('at-work-')).length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
};
exports.ticks = async (event) => { console.log(JSON.stringify(event)); };
exports.fails = async () => { throw new TypeError('no such video'); };
`;

const yaml = (name: string, functions: string): string =>
  `service: ${name}
frameworkVersion: '>=3'
plugins: [serverless-scf]
provider: { name: tencent, region: ap-guangzhou, runtime: Nodejs18.15 }
functions:
${functions}`;

const functions = `  main: { handler: index.main, reservedConcurrency: 1280 }
  one: { handler: index.waits, reservedConcurrency: 128, timeout: 600 }
  pairs: { handler: index.pairs, reservedConcurrency: 1280, timeout: 600 }
  job: { handler: index.waits, asyncRunEnable: true, traceEnable: true, timeout: 3600, cls: { logsetId: a, topicId: b } }
  fails: { handler: index.fails, retryNum: 0 }
`;

const dirs: string[] = [];

function service(name = 'shop'): string {
  const dir = serviceIn('service', { 'serverless.yml': yaml(name, functions), 'index.js': code });
  dirs.push(dir);
  // As an optional dependency is there after `npm install`.
  symlinkSync(join(__dirname, '..', '..', 'node_modules', 'libsql'), join(dir, 'node_modules', 'libsql'));
  return dir;
}

afterAll(() => dirs.forEach(removeService));

type Launched = ReturnType<typeof launch>;

const running: Launched[] = [];

/** Starts it; resolves once it can be found. */
async function offline(dir: string, args: readonly string[] = [], script = bin): Promise<Launched> {
  const launched = started(dir, ['offline', '--port', '0', ...args], script);
  await shown(launched, 'reload  ');
  return launched;
}

function started(dir: string, args: readonly string[], script = bin): Launched {
  const launched = launch(script, args, { cwd: dir });
  running.push(launched);
  return launched;
}

/** Rejects when the command ends without having shown it. */
async function shown(launched: Launched, text: string): Promise<void> {
  await Promise.race([launched.saw(text), launched.ended.then(({ out, err }) => Promise.reject(new Error(out + err)))]);
}

afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  }
});

const addressOf = (dir: string): Address => JSON.parse(readFileSync(join(dir, '.serverless-scf', 'offline.json'), 'utf8')) as Address;

const scf = (dir: string, ...args: readonly string[]) => spawned(bin, args, { cwd: dir });

/** Ends it as Ctrl-C does. */
async function interrupted({ child, ended }: Launched) {
  child.kill('SIGINT');
  return ended;
}

it('is found by invoke, which says so and shares its instances; and drains at Ctrl-C', async () => {
  const dir = service();
  const region = await offline(dir);
  const { origin, pid } = addressOf(dir);
  const first = await scf(dir, 'invoke', '-f', 'main', '-d', '{"a":1}');
  expect(JSON.parse(first.out)).toEqual({ calls: 1, event: { a: 1 }, says: 'first' });
  expect(first.err).toContain(`via the offline region at ${origin} (pid ${pid})\n`);
  expect(first.err).toMatch(/START RequestId: \S+\n[^]*call 1\nEND RequestId/);
  expect(JSON.parse((await scf(dir, 'invoke', '-f', 'main', '-d', '{}')).out)).toMatchObject({ calls: 2 });
  expect(JSON.parse((await scf(dir, 'invoke', '-f', 'main', '-d', '{}', '--no-attach')).out)).toMatchObject({ calls: 1 });
  const { exitCode, out, err } = await interrupted(region);
  expect(exitCode).toBe(0);
  expect(err).toMatch(/main +reserved 1280 MB = 10 × 128 MB/);
  expect(err).toContain('Drained.');
  const line = /^\d\d:\d\d:\d\d\.\d{3} {2}main {3}[0-9a-f-]{36} {2}(cold|warm) #1 +wait +[\d.]+ m?s {2}run +[\d.]+ m?s +[\d.]+ MB {2}200$/;
  const lines = out.trimEnd().split('\n');
  expect(lines.map((text) => line.exec(text)?.[1])).toEqual(['cold', 'warm']);
  expect(existsSync(join(dir, '.serverless-scf', 'offline.json'))).toBe(false);
  expect(processesIn(dir)).toEqual([]);
});

it('S14: shares its quotas with all terminals, and tells refusals with their numbers', async () => {
  const dir = service();
  const region = await offline(dir);
  const holding = launch(bin, ['invoke', '-f', 'one', '-d', JSON.stringify({ until: join(dir, 'go') })], { cwd: dir });
  await holding.saw('at work');
  const refused = await scf(dir, 'invoke', '-f', 'one', '-d', '{}');
  expect([refused.exitCode, JSON.parse(refused.out)]).toEqual([1, expect.objectContaining({ statusCode: 432 })]);
  expect(refused.err).toContain('"one" reserves 128 MB = 1 instance of 128 MB; 128 MB were in use');
  await region.saw('432: "one" reserves 128 MB');
  writeFileSync(join(dir, 'go'), '');
  expect((await holding.ended).out).toBe('"done"\n');
});

it('prints the same table and JSON, as if the region had been opened for the command', async () => {
  const dir = service();
  await offline(dir, ['--no-watch']);
  const data = JSON.stringify({ dir });
  const { out } = await scf(dir, 'invoke', '-f', 'pairs', '-d', data, '--count', '4', '--concurrency', '2', '--json');
  const { summary, records } = JSON.parse(out) as { summary: object; records: { row: number; function: string; arrivedMs: number }[] };
  expect(summary).toMatchObject({ invocations: 4, byStatus: { 200: 4 }, instances: { started: 2, peak: 2 }, seed: 1, profile: 'scf-2021' });
  expect(records.map(({ row, function: key }) => [row, key])).toEqual([0, 1, 2, 3].map((row) => [row, 'pairs']));
  expect(records.filter(({ arrivedMs }) => arrivedMs < 0 || arrivedMs > 60_000)).toEqual([]);
  expect((await scf(dir, 'invoke', '-f', 'main', '-d', '{}', '--count', '4')).out).toMatch(/Invocations +│ 4 /);
});

it('takes events that are left to it, and goes on with them when the command has gone', async () => {
  const dir = service();
  const region = await offline(dir);
  const event = JSON.stringify({ until: join(dir, 'go') });
  const detached = await scf(dir, 'invoke', '-f', 'job', '-d', event, '--detach');
  expect(detached.exitCode).toBe(0);
  const requestId = detached.out.trim();
  expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
  const followed = launch(bin, ['invoke', '-f', 'job', '-d', event], { cwd: dir });
  await followed.saw('at work');
  const left = await interrupted(followed);
  expect(left.exitCode).toBe(130);
  expect(left.err).toContain(`Left; ${left.out.trim()} goes on. Follow it with: serverless-scf events logs --id ${left.out.trim()} --follow`);
  writeFileSync(join(dir, 'go'), '');
  for (const id of [requestId, left.out.trim()]) await region.saw(`${id}  cold`);
  expect((await interrupted(region)).exitCode).toBe(0);
});

it('S47: a synchronous call that is left runs on', async () => {
  const dir = service();
  const region = await offline(dir);
  const followed = launch(bin, ['invoke', '-f', 'one', '-d', JSON.stringify({ until: join(dir, 'go') })], { cwd: dir });
  await followed.saw('at work');
  const left = await interrupted(followed);
  expect([left.exitCode, left.out]).toEqual([130, '']);
  expect(left.err).toMatch(/Left; [0-9a-f-]{36} goes on in the offline region\./);
  writeFileSync(join(dir, 'go'), '');
  await region.saw(' MB  200');
});

it.each([
  { args: ['-e', 'A=1'], because: '--env' },
  { args: ['--context', '{}'], because: '--context' },
  { args: ['--seed', '3', '--no-retry'], because: '--seed, --no-retry' },
  { args: ['--stage', 'prod'], because: 'stage prod (it runs dev)' },
  { args: ['--region', 'ap-beijing'], because: 'region ap-beijing (it runs ap-guangzhou)' },
])('does what the region cannot honour in a region of its own, and says why: $because', async ({ args, because }) => {
  const dir = service();
  await offline(dir);
  const { exitCode, err } = await scf(dir, 'invoke', '-f', 'main', '-d', '{}', ...args);
  expect([exitCode, err]).toEqual([0, expect.stringContaining(`because of ${because}.`)]);
  const detached = await scf(dir, 'invoke', '-f', 'job', '-d', '{}', '--detach', ...args);
  expect([detached.exitCode, detached.err]).toEqual([2, expect.stringContaining(`cannot take it because of ${because}.`)]);
});

it.each([
  { args: ['-f', 'job', '--detach'], says: 'start one with serverless-scf offline (or sls offline)' },
  { args: ['-f', 'job', '--detach', '--no-attach'], says: 'Give either --detach or --no-attach' },
  { args: ['-f', 'main', '--detach'], says: '--detach is for events: add --type Event' },
])('refuses $args', async ({ args, says }) => {
  const dir = service();
  const { exitCode, err } = await scf(dir, 'invoke', '-d', '{}', ...args);
  expect([exitCode, err]).toEqual([2, expect.stringContaining(says)]);
});

it('S116: reloads: what runs goes on with the old code, what comes gets the new; a broken edit changes nothing', async () => {
  const dir = service();
  const region = await offline(dir);
  const old = launch(bin, ['invoke', '-f', 'one', '-d', JSON.stringify({ until: join(dir, 'go.log') })], { cwd: dir });
  await old.saw('at work');
  await scf(dir, 'invoke', '-f', 'main', '-d', '{}');
  writeFileSync(join(dir, 'index.js'), code.replace("says: 'first'", "says: 'second'").replace("'done'", "'never'"));
  await region.saw('reloaded: index.js; what runs goes on with the old code');
  expect(JSON.parse((await scf(dir, 'invoke', '-f', 'main', '-d', '{}')).out)).toMatchObject({ calls: 1, says: 'second' });
  writeFileSync(join(dir, 'index.js'), `${code}}`);
  await region.saw("error  Unexpected token '}'\nNot taken: main, one, pairs and 2 more.");
  expect(JSON.parse((await scf(dir, 'invoke', '-f', 'main', '-d', '{}')).out)).toMatchObject({ calls: 2, says: 'second' });
  writeFileSync(join(dir, 'index.js'), code.replace("says: 'first'", "says: 'second'"));
  writeFileSync(join(dir, 'serverless.yml'), yaml('shop', functions.replace('reservedConcurrency: 1280', 'reservedConcurrency: 5')));
  await region.saw('the region goes on with the last good one');
  await region.saw('SCF2');
  writeFileSync(join(dir, 'serverless.yml'), yaml('shop', functions.replace('reservedConcurrency: 1280', 'reservedConcurrency: 0')));
  await region.saw('reloaded: serverless.yml');
  expect(JSON.parse((await scf(dir, 'invoke', '-f', 'main', '-d', '{}')).out)).toMatchObject({ statusCode: 432 });
  // Code that comes with a broken configuration comes with the next good one.
  writeFileSync(join(dir, 'index.js'), code.replace("says: 'first'", "says: 'third'"));
  writeFileSync(join(dir, 'serverless.yml'), yaml('shop', functions.replace('reservedConcurrency: 1280', 'reservedConcurrency: 7')));
  await region.saw('a reserved quota of 7 MB');
  writeFileSync(join(dir, 'serverless.yml'), yaml('shop', functions.replace('reservedConcurrency: 1280', 'reservedConcurrency: 2560')));
  const invoked = async () => JSON.parse((await scf(dir, 'invoke', '-f', 'main', '-d', '{}')).out) as { statusCode?: number };
  let next = await invoked();
  while (next.statusCode === 432) next = await invoked();
  expect(next).toMatchObject({ calls: 1, says: 'third' });
  writeFileSync(join(dir, 'go.log'), '');
  expect((await old.ended).out).toBe('"done"\n');
});

it('keeps what waits for the next start; a second Ctrl-C ends what runs, and leaves no process', async () => {
  const dir = service();
  const first = await offline(dir, ['--no-watch']);
  const holding = launch(bin, ['invoke', '-f', 'one', '-d', '{"until":"/nowhere"}'], { cwd: dir });
  await holding.saw('at work');
  const go = JSON.stringify({ until: join(dir, 'go') });
  const { out: waits } = await scf(dir, 'invoke', '-f', 'one', '--type', 'Event', '--detach', '-d', go);
  first.child.kill('SIGINT');
  await first.saw('Draining: no new calls, 1 still running.');
  const late = await scf(dir, 'invoke', '-f', 'main', '-d', '{}');
  expect([late.exitCode, late.err]).toEqual([1, expect.stringContaining('it takes no calls')]);
  const { exitCode, err } = await interrupted(first);
  expect([exitCode, err]).toEqual([130, expect.stringContaining('Stopped hard')]);
  expect((await holding.ended).exitCode).toBe(1);
  await untilNoneIn(dir);
  writeFileSync(join(dir, 'go'), '');
  const second = await offline(dir, ['--no-watch']);
  await second.saw(`${waits.trim()}  cold`);
  expect((await interrupted(second)).err).toContain('from the last run: 1 waiting again');
});

it('drains: what runs ends, what waits stays, and the command ends with 0', async () => {
  const dir = service();
  const region = await offline(dir, ['--no-watch']);
  const go = JSON.stringify({ until: join(dir, 'go') });
  const holding = launch(bin, ['invoke', '-f', 'one', '-d', go], { cwd: dir });
  await holding.saw('at work');
  await scf(dir, 'invoke', '-f', 'one', '--type', 'Event', '--detach', '-d', go);
  region.child.kill('SIGTERM');
  await region.saw('Draining');
  writeFileSync(join(dir, 'go'), '');
  expect(await region.ended).toMatchObject({ exitCode: 0, err: expect.stringContaining('Drained. 1 waiting event will go on at the next start.') });
  expect((await holding.ended).out).toBe('"done"\n');
  await untilNoneIn(dir);
});

it('drains when its terminal is closed, which is told twice: by the system and by the shell', async () => {
  const dir = service();
  const region = await offline(dir, ['--no-watch']);
  const go = JSON.stringify({ until: join(dir, 'go') });
  const holding = launch(bin, ['invoke', '-f', 'one', '-d', go], { cwd: dir });
  await holding.saw('at work');
  region.child.kill('SIGHUP');
  await region.saw('Draining');
  region.child.kill('SIGHUP');
  writeFileSync(join(dir, 'go'), '');
  expect((await region.ended).err).toContain('Drained.');
  expect(region.child.signalCode).toBe('SIGHUP');
  expect((await holding.ended).out).toBe('"done"\n');
  await untilNoneIn(dir);
});

it('is one for each service; a file that a killed one left behind is taken over, and its instances are gone', async () => {
  const dir = service();
  const first = await offline(dir, ['--ephemeral', '--no-watch']);
  await scf(dir, 'invoke', '-f', 'main', '-d', '{}');
  const second = await scf(dir, 'offline', '--port', '0');
  expect([second.exitCode, second.err]).toEqual([2, expect.stringContaining(`This service is offline already: process ${first.child.pid}`)]);
  first.child.kill('SIGKILL');
  await first.ended;
  await untilNoneIn(dir);
  expect(existsSync(join(dir, '.serverless-scf', 'offline.json'))).toBe(true);
  expect((await scf(dir, 'invoke', '-f', 'main', '-d', '{}')).err).not.toContain('via the offline region');
  const third = await offline(dir, ['--no-watch']);
  expect(addressOf(dir).pid).toBe(third.child.pid);
});

it('S5: two services share one region and its quotas, and each terminal has its own lines', async () => {
  const [shop, media] = [service('shop'), service('media')];
  const host = await offline(shop, ['--no-watch']);
  const guest = started(media, ['offline', '--region-of', shop, '--no-watch']);
  await shown(guest, 'media (dev) has joined the region of shop');
  const called = await scf(media, 'invoke', '-f', 'main', '-d', '{"from":"media"}', '--json');
  expect(called.err).toContain(`via the offline region at ${addressOf(shop).origin} (pid ${guest.child.pid})`);
  expect(JSON.parse(called.out)).toMatchObject({ records: [{ function: 'main', result: { calls: 1, event: { from: 'media' } } }] });
  await guest.saw(' MB  200');
  await scf(shop, 'invoke', '-f', 'fails', '-d', '{}');
  await host.saw('430 FAILED no such video');
  const left = await interrupted(guest);
  // Both reserve 2688 MB, and nobody has those to share.
  expect(left.err).toMatch(/fails +shared quota, up to 958 × 128 MB$/m);
  expect([left.exitCode, left.out.split('\n')]).toEqual([0, [expect.stringMatching(/ {2}main {3}\S+ {2}cold .* 200$/), '']]);
  expect(existsSync(join(media, '.serverless-scf', 'offline.json'))).toBe(false);
  const { out } = await interrupted(host);
  expect(out).not.toContain('media/');
});

it('S5: tells of options that count for a region alone and not for a service that joins it', async () => {
  const [shop, media] = [service('shop'), service('media')];
  writeFileSync(join(media, 'serverless.yml'), `${yaml('media', functions)}custom: { scf: { engine: { keepAliveSec: 10, isolation: thread } } }\n`);
  await offline(shop, ['--no-watch']);
  const guest = started(media, ['offline', '--region-of', shop, '--no-watch']);
  await shown(guest, 'not taken of this service: custom.scf.engine.keepAliveSec, custom.scf.engine.isolation; the region goes by those of shop');
  await interrupted(guest);
});

it('S16: tells of a function that a region has no room for beside those of another service, and takes the others', async () => {
  const [shop, media] = [service('shop'), service('media')];
  writeFileSync(join(media, 'serverless.yml'), yaml('media', `${functions}  big: { handler: index.main, reservedConcurrency: 110080 }\n`));
  await offline(shop, ['--no-watch']);
  const guest = started(media, ['offline', '--region-of', shop, '--no-watch']);
  await shown(guest, 'big is not added: LimitExceeded.FunctionReservedConcurrencyMemory: media-dev-big cannot reserve 110080 MB');
  const { err } = await interrupted(guest);
  expect(err).toMatch(/^ {2}big {6}not added: see below$/m);
  expect(err).toContain('others hold 5376 MB, so at most 109824 MB can be reserved');
});

it('a service that has joined ends when the region does, and its functions end with it', async () => {
  const [shop, media] = [service('shop'), service('media')];
  const host = await offline(shop, ['--no-watch']);
  const guest = started(media, ['offline', '--region-of', shop, '--no-watch']);
  await shown(guest, 'has joined the region of shop');
  const twice = await scf(service('media'), 'offline', '--region-of', shop);
  expect([twice.exitCode, twice.err]).toEqual([2, expect.stringContaining('it has a service "media" already')]);
  await interrupted(host);
  expect(await guest.ended).toMatchObject({ exitCode: 1, err: expect.stringContaining('has ended, and with it this service') });
});

const ticking = (message: string): string =>
  yaml('shop', `${functions}  ticks: { handler: index.ticks, events: [{ timer: { name: tick, cron: '* * * * * * *', message: ${message} } }] }\n`);

it('S220: fires timers of serverless.yml as it is now, and none that are not wanted', async () => {
  const dir = service();
  writeFileSync(join(dir, 'serverless.yml'), ticking('first'));
  const region = await offline(dir, ['--logs']);
  await region.saw('"Message":"first"');
  writeFileSync(join(dir, 'serverless.yml'), ticking('second'));
  await region.saw('"Message":"second"');
  const { exitCode, out, err } = await interrupted(region);
  expect([exitCode, err]).toEqual([0, expect.stringMatching(/tick calls ticks, next at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d Beijing time/)]);
  expect(out).toMatch(/{"Type":"Timer","TriggerName":"tick","Time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ","Message":"first"}/);
  const quiet = await offline(dir, ['--logs', '--no-timers', '--no-watch']);
  expect(await interrupted(quiet)).toMatchObject({ out: '', err: expect.stringContaining('tick calls ticks, off (--no-timers)') });
});

it('--json: one object a line, and nothing else', async () => {
  const dir = service();
  const region = started(dir, ['offline', '--port', '0', '--json', '--logs']);
  await shown(region, '"kind":"opened"');
  await scf(dir, 'invoke', '-f', 'main', '-d', '{}');
  await region.saw('"kind":"ended"');
  const { exitCode, out, err } = await interrupted(region);
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect([exitCode, err]).toEqual([0, '']);
  expect(lines.map(({ kind }) => kind).filter((kind, at, all) => kind !== all[at - 1])).toEqual(['opened', 'line', 'ended', 'draining', 'drained']);
  expect(lines.find(({ kind }) => kind === 'ended')).toMatchObject({ function: 'main', record: { status: 200 }, durationMs: expect.any(Number) });
});

it.each([
  { args: ['--port', '70000'], says: '--port takes a number from 0' },
  { args: ['--signature', 'verify'], says: 'TENCENTCLOUD_SECRET_KEY' },
  { args: ['--region-of', '../nowhere'], says: 'No offline region runs for the service in ' },
  { args: ['--region-of', '.', '--port', '1'], says: '--port belongs to the region' },
  { args: ['--port', 'taken'], says: '--port takes a number' },
])('refuses $args', async ({ args, says }) => {
  const dir = service();
  const { exitCode, err } = await scf(dir, 'offline', ...args);
  expect([exitCode, err]).toEqual([2, expect.stringContaining(says)]);
  expect(err).not.toMatch(/^\s+at /m);
});

it('says so when the port is taken', async () => {
  const dir = service();
  await offline(dir, ['--no-watch']);
  const { port } = new URL(addressOf(dir).origin ?? '');
  const second = await scf(service('media'), 'offline', '--port', port);
  expect([second.exitCode, second.err]).toEqual([2, expect.stringContaining(`Port ${port} of 127.0.0.1 is in use. --port 0 takes a free one`)]);
});

describe.each(hosts)('$host', ({ package: packageName }) => {
  const sls = slsOf(packageName);

  it('sls offline: served, found by sls invoke local, drained by SIGINT (F40)', async () => {
    const dir = service();
    const region = await offline(dir, ['--no-watch'], sls);
    const { exitCode, out, err } = await spawned(sls, ['invoke', 'local', '-f', 'main', '-d', '{"a":2}'], { cwd: dir });
    expect([exitCode, JSON.parse(out)]).toEqual([0, { calls: 1, event: { a: 2 }, says: 'first' }]);
    expect(err).toContain('via the offline region at');
    expect(await interrupted(region)).toMatchObject({ exitCode: 0, err: expect.stringContaining('Drained.') });
    expect(processesIn(dir)).toEqual([]);
  });

  it('S220: fires the timers of serverless.yml', async () => {
    const dir = service();
    writeFileSync(join(dir, 'serverless.yml'), ticking('on time'));
    const region = await offline(dir, ['--no-watch', '--logs'], sls);
    await region.saw('"Message":"on time"');
    expect(await interrupted(region)).toMatchObject({ exitCode: 0 });
  });

  it('F71: sls offline start fires the events that bundlers wait for, reloads when they say so, and ends though they watch on', async () => {
    const dir = service();
    writeFileSync(
      join(dir, 'bundler.js'),
      `module.exports = class Bundler {
        constructor(sls) {
          const say = (text) => async () => { process.stderr.write(text + '\\n'); };
          this.hooks = {
            'before:offline:start:init': async () => { process.stderr.write('bundles before\\n'); require('node:fs').watchFile(__filename, () => {}); },
            'after:offline:start:init': async () => { process.stderr.write('bundles again\\n'); await sls.pluginManager.spawn('offline:functionsUpdated'); },
            'offline:start:end': say('bundler has ended'),
          };
        }
      };`,
    );
    writeFileSync(join(dir, 'serverless.yml'), yaml('shop', functions).replace('[serverless-scf]', '[./bundler.js, serverless-scf]'));
    const region = started(dir, ['offline', 'start', '--port', '0', '--no-watch'], sls);
    await shown(region, 'what runs goes on with the old code');
    const { exitCode, err } = await interrupted(region);
    expect(exitCode).toBe(0);
    expect(err).toMatch(/bundles before[^]*is offline at[^]*bundles again[^]*reloaded[^]*Drained\.[^]*bundler has ended/);
  });
});

it('F71: stops where serverless-offline is listed, too', async () => {
  const [host] = hosts;
  const dir = service();
  writeFileSync(join(dir, 'serverless.yml'), yaml('shop', functions).replace('[serverless-scf]', '[serverless-offline, serverless-scf]'));
  mkdirSync(join(dir, 'node_modules', 'serverless-offline'));
  writeFileSync(join(dir, 'node_modules', 'serverless-offline', 'index.js'), 'module.exports = class {};');
  if (!host) return;
  const { exitCode, out, err } = await spawned(slsOf(host.package), ['offline', '--port', '0'], { cwd: dir });
  expect([exitCode, out + err]).toEqual([2, expect.stringContaining('serverless-offline is among the plugins')]);
});
