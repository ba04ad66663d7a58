import { zipSync } from 'fflate';
import { openLocalCloud, type LocalCloud } from './localCloud';
import { packedService, type PackedService } from './packedService';

/** That traffic keeps its warm instances while a function with provisioned concurrency is deployed anew. @source S16, S21, S22, S116 */

/** Requests that are under way at a time: as many as there are provisioned instances. */
const workers = 4;

let cloud: LocalCloud;
let service: PackedService;
beforeAll(async () => {
  cloud = await openLocalCloud();
  service = packedService('shop', cloud);
});
afterAll(async () => {
  await cloud.close();
  service.remove();
});
afterEach(async () => {
  const removed = await service.run('remove', '--yes');
  expect([removed.exitCode, removed.err]).toEqual([0, expect.any(String)]);
});

function write(version: number, options: readonly string[]): void {
  const handler = `exports.main_handler = async () => new Promise((done) => setTimeout(done, 20, ${version}));\n`;
  service.write(handler, [`  pay: { handler: index.main_handler, memorySize: 128, ${options.join(', ')} }`]);
}

interface Called {
  /** Which version answered, call by call; undefined: it failed. */
  readonly answers: readonly (number | undefined)[];
  /** Calls that met a cold start, or were refused, or had to wait. */
  readonly disturbed: readonly Told[];
}

/** Calls without pause from all workers while something is done, and a little longer: what it changed is to be heard, too. */
async function underLoad<T>(done: Promise<T>): Promise<Called & { result: T }> {
  const before = records().length;
  const answers: (number | undefined)[] = [];
  let over = false;
  const worker = async (): Promise<void> => {
    while (!over) {
      const { Result } = await cloud.client.call('InvokeFunction', { FunctionName: 'shop-dev-pay', Qualifier: '$DEFAULT' });
      const { ErrMsg, RetMsg } = Result as { ErrMsg: string; RetMsg: string };
      answers.push(ErrMsg === '' ? Number(RetMsg) : undefined);
    }
  };
  const all = Promise.all(Array.from({ length: workers }, worker));
  try {
    const result = await Promise.race([done, all.then(() => Promise.reject(new Error('nobody calls any more')))]);
    // However fast the machine: enough calls to say something.
    const enough = Math.max(answers.length + 20, 100);
    while (answers.length < enough) await new Promise((resolve) => setImmediate(resolve));
    over = true;
    await all;
    const told = records().slice(before);
    expect(told.length).toBeGreaterThan(50);
    return { result, answers, disturbed: told.filter(({ status, cause, attempts }) => status !== 200 || cause || attempts.some(({ cold }) => cold)) };
  } finally {
    over = true;
    await all.catch(() => undefined);
  }
}

/** What the region tells of one invocation. */
interface Told {
  readonly status: number;
  readonly cause?: unknown;
  readonly attempts: readonly { readonly cold: boolean }[];
}

function records(): Told[] {
  const lines = cloud.lines().filter((line) => line.includes('"kind":"ended"'));
  return lines.map((line) => (JSON.parse(line) as { readonly record: Told }).record);
}

const room = ['reservedConcurrency: 1280', 'provisionedConcurrency: 512'];
const full = ['reservedConcurrency: 512', 'provisionedConcurrency: 512'];
const alone = ['provisionedConcurrency: 512'];

it.each([
  ['with room in its reservation for both versions', room, room],
  ['with a reservation that is full, which is raised meanwhile', full, full],
  ['without a reservation', alone, alone],
  ['while its configuration changes, too', alone, ['provisionedConcurrency: 640', 'timeout: 9', 'environment: { LEVEL: high }']],
])('%s, no call meets a cold start or a refusal', async (_what, before, after) => {
  write(1, before);
  const first = await service.run('deploy');
  expect([first.exitCode, first.out + first.err]).toEqual([0, expect.any(String)]);
  write(2, after);
  const { result, answers, disturbed } = await underLoad(service.run('deploy'));
  expect([result.exitCode, result.out + result.err]).toEqual([0, expect.any(String)]);
  expect(disturbed).toEqual([]);
  expect(new Set(answers)).toEqual(new Set([1, 2]));
  expect(answers.at(-1)).toBe(2);
});

it('no call of a rollback meets a cold start or a refusal', async () => {
  for (const version of [1, 2]) {
    write(version, room);
    expect((await service.run('deploy')).exitCode).toBe(0);
  }
  const { result, answers, disturbed } = await underLoad(service.run('rollback', '--function', 'pay', '--function-version', '1', '--yes'));
  expect([result.exitCode, result.out + result.err]).toEqual([0, expect.any(String)]);
  expect(disturbed).toEqual([]);
  expect([answers[0], answers.at(-1)]).toEqual([2, 1]);
});

it('without any room, it says so; who allows a gap has one, and sees it in the records', async () => {
  write(1, full);
  expect((await service.run('deploy')).exitCode).toBe(0);
  // 128,000 MB but for the floor and what is reserved already. @source S13
  await cloud.client.call('CreateFunction', { FunctionName: 'hoard', Handler: 'index.main', Runtime: 'Nodejs18.15', Code: { ZipFile: empty } });
  await cloud.client.call('PutReservedConcurrencyConfig', { FunctionName: 'hoard', ReservedConcurrencyMem: 128_000 - 12_800 - 512 });
  try {
    write(2, full);
    const refused = await service.run('deploy');
    expect([refused.exitCode, refused.err]).toEqual([1, expect.stringContaining('--allow-gap')]);
    const { result, answers, disturbed } = await underLoad(service.run('deploy', '--allow-gap'));
    expect([result.exitCode, result.out + result.err]).toEqual([0, expect.any(String)]);
    expect(answers.at(-1)).toBe(2);
    // So these tests would see a gap where there is one.
    expect(disturbed.length).toBeGreaterThan(0);
  } finally {
    await cloud.client.call('DeleteFunction', { FunctionName: 'hoard' });
  }
});

/** An archive with an empty index.js. */
const empty = Buffer.from(zipSync({ 'index.js': new Uint8Array(0) })).toString('base64');
