import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudClient } from '../../../src/cloud';
import { deployedOf, type Deployed } from '../../../src/commands/deploy/deployed';
import { remove, type RawRemoveOptions } from '../../../src/commands/deploy/remove';
import { UsageError } from '../../../src/commands/output';
import { openJournal } from '../../../src/deploy/journalFile';
import { serviceWith } from '../../config/service';
import { checked, wanted } from '../../deploy/fieldsService';
import { deployAll } from '../../deploy/importing/deployed';
import { succeeds } from '../../region/modelledRuntime';
import { openCloudHome, type CloudHome } from '../remote/cloudHome';
import { clientOf, talking, type Talked } from './asked';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'remove-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const timer = { timer: { cron: '0 */5 * * * * *', name: 'often' } };
const cls = { logsetId: 'logset-1', topicId: 'topic-1' };
const service = serviceWith({
  functions: {
    resize: { handler: 'index.main_handler', reservedConcurrency: 2048, provisionedConcurrency: { instances: 2 }, events: [timer] },
    encode: { handler: 'index.main_handler', asyncRunEnable: true, traceEnable: true, timeout: 3600, cls },
  },
});
const other = serviceWith({ functions: { theirs: { handler: 'index.main_handler', name: 'shop-dev-theirs' } } });

interface House extends CloudHome {
  readonly client: CloudClient;
  names(): Promise<string[]>;
}

async function house(): Promise<House> {
  const home = await openCloudHome({ behaviours: { 'default:shop-dev-encode': { run: () => succeeds(600_000) } } });
  const client = clientOf(home);
  await deployAll(client, wanted(service));
  await deployAll(client, wanted(other));
  const names = async (): Promise<string[]> => {
    const { Functions } = await client.call('ListFunctions', { Orderby: 'FunctionName', Order: 'ASC' });
    return (Functions as { FunctionName: string }[]).map(({ FunctionName }) => FunctionName);
  };
  return { ...home, client, names };
}

const deployed = (): Deployed => deployedOf(checked(service).plan, dir, 'sls');

function removing({ access }: CloudHome, raw: RawRemoveOptions = {}, more: Parameters<typeof talking>[1] = {}): Promise<Talked> {
  return talking((output, terminal) => remove(raw, deployed(), access, output, terminal), more);
}

/** The journal of a deploy that had one function more. */
async function deployedBefore(home: House): Promise<void> {
  const { host } = home.client;
  const journal = await openJournal(dir, { host, region: 'ap-guangzhou', namespace: 'default', service: 'shop', stage: 'dev' });
  const known = (key: string) => ({ key, modTime: undefined, codeSha256: undefined, contentHash: undefined });
  await journal.write({ functions: { 'shop-dev-resize': known('resize'), 'shop-dev-theirs': known('theirs') }, run: undefined });
  await journal.close();
}

const journalText = (): string => readFileSync(join(dir, '.serverless-scf/deploy.json'), 'utf8');

it('leaves nothing of the service, and everything else (S21, S22; scf-api.md §8, 8)', async () => {
  const home = await house();
  const { code, out, err } = await removing(home);
  expect(code).toBe(0);
  expect(await home.names()).toEqual(['shop-dev-theirs']);
  expect(out).toMatch(/- resize|shop-dev-resize/);
  expect(out).toContain('Removed: 2 functions in');
  const order = ['release the provisioned instances of version 1', 'release its reservation', 'delete the function'];
  const at = order.map((what) => err.indexOf(`shop-dev-resize: ${what}`));
  expect(at.every((place) => place >= 0)).toBe(true);
  expect(at).toEqual(at.toSorted((a, b) => a - b));
  const { AccountUsage: usage } = await home.client.call('GetAccount');
  expect(usage).toMatchObject({ TotalAllocatedConcurrencyMem: 0 });
  // Again: there is nothing.
  expect(await removing(home)).toMatchObject({ code: 0, out: expect.stringMatching(/nothing to remove.*shop-dev-resize, shop-dev-encode/) });
});

it('removes what was deployed from here, too, and forgets it', async () => {
  const home = await house();
  await deployedBefore(home);
  expect((await removing(home)).code).toBe(0);
  expect(await home.names()).toEqual([]);
  expect(JSON.parse(journalText())).toMatchObject({
    targets: { [`${home.client.host}/ap-guangzhou/default/shop/dev`]: { functions: {}, run: { outcome: 'done' } } },
  });
});

describe('a person', () => {
  it('is asked, and no is no', async () => {
    const home = await house();
    const { code, asked, err } = await removing(home, {}, { answer: false });
    expect([code, asked]).toEqual([
      1,
      ['This deletes 2 functions with all versions, aliases, triggers and quotas: shop-dev-resize, shop-dev-encode. Go on? [y/N] '],
    ]);
    expect(err).toContain('Nothing was removed.');
    expect(await home.names()).toHaveLength(3);
  });

  it('is not asked with --yes', async () => {
    const home = await house();
    const { code, asked } = await removing(home, { yes: true }, { answer: false });
    expect([code, asked, await home.names()]).toEqual([0, [], ['shop-dev-theirs']]);
  });
});

describe('while asynchronous events run (S70, S81)', () => {
  async function busy(): Promise<House> {
    const home = await house();
    await home.client.call('Invoke', { FunctionName: 'shop-dev-encode', InvocationType: 'Event', ClientContext: '{}' });
    return home;
  }

  it('a person is told which, and their yes is enough', async () => {
    const home = await busy();
    const { code, asked } = await removing(home, {}, { answer: true });
    expect(asked[0]).toMatch(/^Asynchronous events are running, and would be lost: shop-dev-encode \(1 event\)\. This deletes/);
    expect([code, await home.names()]).toEqual([0, ['shop-dev-theirs']]);
  });

  it('nobody is there: refused, nothing terminated, nothing removed', async () => {
    const home = await busy();
    await expect(removing(home)).rejects.toBeInstanceOf(UsageError);
    await expect(removing(home, {}, { lang: 'zh' })).rejects.toThrow(/有异步事件正在运行，删除后将丢失：shop-dev-encode（1 个事件）/);
    expect(await home.names()).toHaveLength(3);
    const { TotalCount } = await home.client.call('ListAsyncEvents', { FunctionName: 'shop-dev-encode', Status: ['RUNNING'] });
    expect(TotalCount).toBe(1);
  });

  it('nobody is there, and --yes was said', async () => {
    const home = await busy();
    expect((await removing(home, { yes: true })).code).toBe(0);
    expect(await home.names()).toEqual(['shop-dev-theirs']);
  });
});

it('shows what it would do, and does nothing', async () => {
  const home = await house();
  const { code, out } = await removing(home, { 'dry-run': true, json: true });
  expect(code).toBe(0);
  const { steps } = JSON.parse(out) as { steps: { id: string }[] };
  expect(steps.map(({ id }) => id).toSorted()).toEqual([
    'shop-dev-encode:deleteFunction',
    'shop-dev-resize:deleteFunction',
    'shop-dev-resize:deleteProvisioned:1',
    'shop-dev-resize:deleteReserved',
  ]);
  expect(await home.names()).toHaveLength(3);
});

it('for programs is exactly one JSON', async () => {
  const home = await house();
  const { out } = await removing(home, { json: true });
  expect(JSON.parse(out)).toMatchObject({ plan: { functions: [{ kind: 'delete' }, { kind: 'delete' }] }, result: { outcome: 'done' } });
});

it('Ctrl-C lets what is under way end, and the next one goes on', async () => {
  const home = await house();
  let press = (): void => undefined;
  home.time.onSleep = () => press();
  const { code, err } = await removing(home, {}, { began: (given) => (press = given) });
  expect(code).toBe(130);
  expect(err).not.toContain('Deploy again');
  home.time.onSleep = () => undefined;
  expect((await removing(home)).code).toBe(0);
  expect(await home.names()).toEqual(['shop-dev-theirs']);
});

it('says what the cloud says against it', async () => {
  const home = await house();
  const access = { ...home.access, endpoint: 'http://127.0.0.1:9' };
  const { code, err } = await talking((output, terminal) => remove({}, deployed(), access, output, terminal));
  expect([code, err]).toEqual([1, expect.stringContaining('127.0.0.1:9')]);
});

it('keeps a journal that cannot be read aside', async () => {
  const home = await house();
  mkdirSync(join(dir, '.serverless-scf'));
  writeFileSync(join(dir, '.serverless-scf/deploy.json'), 'no journal');
  const { code, err } = await removing(home);
  expect([code, err]).toEqual([0, expect.stringContaining('deploy.json.damaged-')]);
});
