import { openLocalCloud, type LocalCloud } from './localCloud';
import { packedService, type PackedService } from './packedService';

/** That a deploy which was killed at any moment is finished by the next one, and leaves nothing twice. */

let cloud: LocalCloud;
let service: PackedService;
beforeAll(async () => {
  cloud = await openLocalCloud();
  service = packedService('killed', cloud);
});
afterAll(async () => {
  await cloud.close();
  service.remove();
});

function write(version: number): void {
  service.write(`exports.main_handler = async () => ${version};\n`, [
    `  pay: { handler: index.main_handler, memorySize: 128, timeout: ${2 + version}, reservedConcurrency: 1280, provisionedConcurrency: 256 }`,
    "  tick: { handler: index.main_handler, events: [{ timer: { name: nightly, cron: '0 0 3 * * * *' } }] }",
  ]);
}

interface Version {
  readonly Version: string;
  readonly Description: string;
}

async function versions(): Promise<Version[]> {
  const { Versions } = await cloud.client.call('ListVersionByFunction', { FunctionName: 'killed-dev-pay', Limit: 100 });
  return (Versions as Version[]).filter(({ Version: name }) => name !== '$LATEST');
}

/** Kills a deploy once it has told of so many steps. */
async function killedAfter(told: number): Promise<boolean> {
  const running = service.start('deploy');
  let lines = 0;
  running.child.stderr?.on('data', (text: string) => {
    lines += text.split('\n').filter((line) => /^\s*[✔…]/.test(line)).length;
    if (lines > told) running.child.kill('SIGKILL');
  });
  return (await running.ended).exitCode === null;
}

it('goes on after kill -9, wherever it hits', async () => {
  let killed = 0;
  let rounds = 0;
  // On a busy machine a deploy may have come to its end before we hear of its steps.
  for (; rounds < 10 || killed <= 5; rounds += 1) {
    const told = rounds % 10;
    write(rounds + 1);
    if (await killedAfter(told)) killed += 1;
    const next = await service.run('deploy');
    expect([told, next.exitCode, next.out + next.err]).toEqual([told, 0, expect.any(String)]);
    const plan = await service.run('plan', '--json');
    expect([told, JSON.parse(plan.out)]).toEqual([told, expect.objectContaining({ steps: [] })]);
    const { Result } = await cloud.client.call('InvokeFunction', { FunctionName: 'killed-dev-pay', Qualifier: '$DEFAULT' });
    expect(Result).toMatchObject({ ErrMsg: '', RetMsg: String(rounds + 1) });
    expect(await cloud.client.call('GetProvisionedConcurrencyConfig', { FunctionName: 'killed-dev-pay' })).toMatchObject({
      Allocated: [{ AllocatedProvisionedConcurrencyNum: 2 }],
    });
  }
  // Each state of the code was published once.
  const marks = (await versions()).map(({ Description }) => Description);
  expect(new Set(marks).size).toBe(marks.length);
  expect(marks).toHaveLength(rounds);
  expect(await cloud.client.call('ListTriggers', { FunctionName: 'killed-dev-tick' })).toMatchObject({ TotalCount: 1 });
  expect((await service.run('remove', '--yes')).exitCode).toBe(0);
});
