import { Agent } from 'node:http';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { scf } from 'tencentcloud-sdk-nodejs-scf';
import { bin, launch, removeService, serviceIn } from './spawning';

/** The official SDK, unmodified, and a region that looks at its signatures; both in processes of their own. */

const credential = { secretId: 'AKIDe2e', secretKey: 'e2e-secret' };

const yaml = `service: shop
provider: { name: tencent, region: ap-guangzhou, runtime: Nodejs18.15 }
functions:
  main: { handler: index.main, reservedConcurrency: 1280 }
  job: { handler: index.job, asyncRunEnable: true, traceEnable: true, timeout: 3600, cls: { logsetId: a, topicId: b } }
`;

const code = `
exports.main = async (event) => { console.log('at work'); return { twice: event.n * 2 }; };
exports.job = async () => { console.log('begun'); await new Promise((resolve) => setTimeout(resolve, 3_600_000)); };
`;

const dir = serviceIn('service', { 'serverless.yml': yaml, 'index.js': code });
symlinkSync(join(__dirname, '..', '..', 'node_modules', 'libsql'), join(dir, 'node_modules', 'libsql'));
const agent = new Agent({ keepAlive: true });
afterAll(() => agent.destroy());
afterAll(() => removeService(dir));

type Client = InstanceType<typeof scf.v20180416.Client>;
type Region = ReturnType<typeof launch>;

let region: Region;

beforeEach(async () => {
  const env = { TENCENTCLOUD_SECRET_ID: credential.secretId, TENCENTCLOUD_SECRET_KEY: credential.secretKey };
  region = launch(bin, ['offline', '--port', '0', '--no-watch', '--signature', 'verify'], { cwd: dir, env });
  await Promise.race([region.saw('reload  '), region.ended.then(({ out, err }) => Promise.reject(new Error(out + err)))]);
});

afterEach(async () => {
  if (region.child.exitCode === null && region.child.signalCode === null) region.child.kill('SIGKILL');
  await region.ended;
});

function client(secretKey = credential.secretKey): Client {
  const { origin } = JSON.parse(readFileSync(join(dir, '.serverless-scf', 'offline.json'), 'utf8')) as { origin: string };
  const httpProfile = { endpoint: origin.replace('http://', ''), protocol: 'http://', reqTimeout: 30, agent };
  return new scf.v20180416.Client({ credential: { ...credential, secretKey }, region: 'ap-guangzhou', profile: { httpProfile } });
}

it('calls, watches and ends, and is refused with a wrong key that nobody prints', async () => {
  const sdk = client();
  const { Functions = [] } = await sdk.ListFunctions({});
  expect(Functions.map(({ FunctionName }) => FunctionName).sort()).toEqual(['shop-dev-job', 'shop-dev-main']);
  const { Result } = await sdk.InvokeFunction({ FunctionName: 'shop-dev-main', Event: '{"n":21}', LogType: 'Tail' });
  expect(Result).toMatchObject({ RetMsg: '{"twice":42}', InvokeResult: 0, Log: expect.stringContaining('at work') as unknown });
  const { Result: started } = await sdk.Invoke({ FunctionName: 'shop-dev-job', InvocationType: 'Event', ClientContext: '{}' });
  const InvokeRequestId = started?.FunctionRequestId ?? '';
  await region.saw(`${InvokeRequestId}  accepted`);
  const running = async (): Promise<string | undefined> => (await sdk.ListAsyncEvents({ FunctionName: 'shop-dev-job' })).EventList[0]?.Status;
  while ((await running()) !== 'RUNNING') await new Promise((resolve) => setImmediate(resolve));
  await sdk.TerminateAsyncEvent({ FunctionName: 'shop-dev-job', InvokeRequestId });
  expect((await sdk.GetAsyncEventStatus({ InvokeRequestId })).Result).toMatchObject({ Status: 'ABORTED', StatusCode: 499 });
  await expect(sdk.TerminateAsyncEvent({ FunctionName: 'shop-dev-job', InvokeRequestId })).rejects.toMatchObject({
    code: 'FailedOperation.AsyncEventStatus',
  });
  await expect(client('another').ListFunctions({})).rejects.toMatchObject({ code: 'AuthFailure.SignatureFailure' });
  region.child.kill('SIGINT');
  const { exitCode, out, err } = await region.ended;
  expect(exitCode).toBe(0);
  expect(out + err).not.toContain(credential.secretKey);
});

it('runs code that it has uploaded, also after the region was killed and started anew', async () => {
  const zip = zipSync({ 'up.js': strToU8('exports.main = async () => "from the zip";') });
  const ZipFile = Buffer.from(zip).toString('base64');
  await client().CreateFunction({ FunctionName: 'uploaded', Code: { ZipFile }, Handler: 'up.main', Runtime: 'Nodejs18.15', MemorySize: 256 });
  await client().PutReservedConcurrencyConfig({ FunctionName: 'uploaded', ReservedConcurrencyMem: 512 });
  region.child.kill('SIGKILL');
  await region.ended;
  region = launch(bin, ['offline', '--port', '0', '--no-watch'], { cwd: dir });
  await region.saw('reload  ');
  expect((await client().Invoke({ FunctionName: 'uploaded' })).Result).toMatchObject({ RetMsg: '"from the zip"', InvokeResult: 0 });
  expect(await client().GetReservedConcurrencyConfig({ FunctionName: 'uploaded' })).toMatchObject({ ReservedMem: 512 });
});
