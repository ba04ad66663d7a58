import fs, { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { createClient, Credentials, type CloudClient } from '../../../src/cloud';
import { importService, type RawImportOptions } from '../../../src/commands/deploy/import';
import { UsageError } from '../../../src/commands/output';
import type { DesiredService } from '../../../src/deploy/state';
import type { Lang } from '../../../src/messages';
import { sayImporting } from '../../../src/messages/importing';
import { keys } from '../../cloud/home';
import { serviceWith } from '../../config/service';
import { deployAll } from '../../deploy/importing/deployed';
import { expectSame, readBack, secretsIn } from '../../deploy/importing/reading';
import { events, randomService } from '../../deploy/importing/services';
import { wanted } from '../../deploy/fieldsService';
import { openCloudHome, running, type CloudHome, type Ran } from '../remote/cloudHome';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'import-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

function clientOf({ access }: CloudHome): CloudClient {
  const { endpoint, time } = access;
  return createClient({ credentials: new Credentials(keys, 'here'), region: 'ap-guangzhou', endpoint, env: {}, time });
}

async function home(...services: readonly DesiredService[]): Promise<CloudHome & { readonly client: CloudClient }> {
  const opened = await openCloudHome();
  const client = clientOf(opened);
  for (const service of services) await deployAll(client, service);
  await client.close();
  return { ...opened, client };
}

function importing({ access }: CloudHome, raw: RawImportOptions = {}, lang: Lang = 'en'): Promise<Ran> {
  return running((output, machine) => importService(raw, dir, access, output, machine), { lang });
}

const read = (file = 'serverless.yml'): string => readFileSync(join(dir, file), 'utf8');

describe('a service that was deployed', () => {
  const service = {
    ...serviceWith({
      provider: { stage: 'prod' },
      functions: {
        resize: {
          handler: 'src/resize.main_handler',
          timeout: 60,
          reservedConcurrency: 2048,
          provisionedConcurrency: { instances: 4, schedule: [{ name: 'morning', cron: '0 0 8 * * * *', instances: 8 }] },
          environment: { LEVEL: 'info', DB_PASSWORD: 'hunter2', TEXT: 'costs ${x} and ${env:HOME}', VERSION: '1.10', DAY: '2021-11-01' },
          events,
        },
        page: { type: 'web', environment: { LEVEL: 'info', DB_PASSWORD: 'other', YES: 'yes' }, instanceConcurrency: { maxConcurrency: 20 } },
        encode: {
          handler: 'index.main_handler',
          asyncRunEnable: true,
          traceEnable: true,
          timeout: 3600,
          retryNum: 0,
          cls: { logsetId: 'logset-1', topicId: 'topic-1' },
          environment: { LEVEL: 'info' },
          reservedConcurrency: 0,
        },
        boxed: {
          image: { imageType: 'enterprise', imageUri: 'ccr.example/a/b:1', registryId: 'tcr-1' },
          runtime: 'CustomImage',
          environment: { LEVEL: 'info' },
        },
      },
    }),
  };
  const env = { RESIZE_DB_PASSWORD: 'hunter2', PAGE_DB_PASSWORD: 'other' };

  it.each<Lang>(['en', 'zh'])(
    'is imported so that deploy would change nothing, and no secret is written (%s; S14, S25, S54, S70, S220–S225)',
    async (lang) => {
      const live = wanted(service);
      const { code, err } = await importing(await home(live), {}, lang);
      const text = read();
      expect({ code, text, err }).toMatchSnapshot();
      expect(text).not.toMatch(/hunter2|other\b/);
      const back = await readBack(text, env);
      expectSame(back, live);
      expect(back.service).toMatchObject({ service: 'shop', provider: { stage: 'prod', memorySize: 256, environment: { LEVEL: 'info' } } });
    },
  );

  it('whose stage is another has the names of that stage', async () => {
    await importing(await home(wanted(service)));
    const back = await readBack(read().replace('stage: prod', 'stage: test'), env);
    expect([...back.functions.keys()]).toEqual(['shop-test-boxed', 'shop-test-encode', 'shop-test-page', 'shop-test-resize']);
  });
});

it('whatever functions of a namespace are like, what is written passes the check and says the same', async () => {
  const opened = await openCloudHome();
  const client = clientOf(opened);
  const Namespace = 'team';
  await client.call('CreateNamespace', { Namespace });
  await fc.assert(
    fc.asyncProperty(randomService(2), async (service) => {
      const live = wanted(serviceWith({ ...service, provider: { ...service.provider, namespace: Namespace } }));
      try {
        await deployAll(client, live);
        const { code, out } = await importing(opened, { namespace: Namespace, output: '-' });
        expect(code).toBe(0);
        expectSame(await readBack(out, secretsIn(out, live)), live);
      } finally {
        for (const { name: FunctionName } of live.functions) await gone(client, opened.time, { FunctionName, Namespace });
      }
    }),
    { numRuns: 3 },
  );
  await client.close();
});

/** Provisioned instances that have not all started yet can be neither changed nor deleted: time passes until they have. */
async function gone(client: CloudClient, time: CloudHome['time'], fn: object): Promise<void> {
  const rows = async () => (await client.call('GetProvisionedConcurrencyConfig', fn))['Allocated'] as { Qualifier: string; Status: string }[];
  while ((await rows()).some(({ Status }) => Status === 'InProgress')) await time.sleep(1_000, new AbortController().signal);
  for (const { Qualifier } of await rows()) await client.call('DeleteProvisionedConcurrencyConfig', { ...fn, Qualifier });
  await client.call('DeleteFunction', fn);
}

describe('asked for', () => {
  const names = ['shop-prod-a', 'shop-prod-b', 'other'];
  const functions = Object.fromEntries(names.map((name) => [name, { handler: 'index.main_handler', name }]));
  const three = wanted(serviceWith({ functions }));

  it.each<{ readonly raw: RawImportOptions; readonly keys: readonly string[] }>([
    { raw: {}, keys: ['other', 'shop-prod-a', 'shop-prod-b'] },
    { raw: { function: ['shop-*'] }, keys: ['a', 'b'] },
    { raw: { function: ['other', 'shop-prod-?'], service: 'shop', stage: 'prod' }, keys: ['other', 'a', 'b'] },
  ])('by $raw', async ({ raw, keys: expected }) => {
    const { code, out, err } = await importing(await home(three), { ...raw, output: '-' });
    expect(code).toBe(0);
    expect(err).toMatch(/^\d functions printed, as service .*; no file is written\.$/m);
    const { desired, functions: back } = await readBack(out);
    expect(desired.functions.map(({ key }) => key).toSorted()).toEqual([...expected].sort());
    expect([...back.keys()].every((name) => names.includes(name))).toBe(true);
  });

  it.each<{ readonly why: string; readonly raw: RawImportOptions; readonly said: RegExp }>([
    {
      why: 'what is not there',
      raw: { function: ['shop-*', 'nobody'] },
      said: /There is no function "nobody"\. There are other, shop-prod-a, shop-prod-b\./,
    },
    { why: 'a namespace without functions', raw: { namespace: 'empty' }, said: /The namespace empty in ap-guangzhou has no functions/ },
    { why: 'a namespace that is not there', raw: { namespace: 'nowhere' }, said: /ResourceNotFound\.Namespace/ },
  ])('$why fails and writes nothing', async ({ raw, said }) => {
    const opened = await home(three);
    const client = clientOf(opened);
    await client.call('CreateNamespace', { Namespace: 'empty' });
    await client.close();
    const { code, err } = await importing(opened, raw);
    expect([code, err]).toEqual([1, expect.stringMatching(said)]);
    expect(readdirSync(dir)).toEqual([]);
  });

  it('never writes over a file unless told to, and asks nobody before', async () => {
    const opened = await home(three);
    writeFileSync(join(dir, 'serverless.yml'), 'mine');
    opened.time.onSleep = () => expect('asked').toBe('not asked');
    await expect(importing(opened)).rejects.toThrow(new UsageError(sayImporting('en', 'importing.fileExists', { file: 'serverless.yml' })));
    expect(read()).toBe('mine');
    opened.time.onSleep = () => undefined;
    expect((await importing(opened, { force: true })).code).toBe(0);
    expect(read()).toContain('functions:');
    expect((await importing(opened, { output: 'sub/imported.yml' })).code).toBe(0);
    expect(read('sub/imported.yml')).toBe(read());
  });

  it('leaves what it was to write over as it is on a full disk', async () => {
    const opened = await home(three);
    writeFileSync(join(dir, 'serverless.yml'), 'mine');
    const full = (file: fs.PathOrFileDescriptor): never => {
      jest.restoreAllMocks();
      writeFileSync(file, '');
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    };
    jest.spyOn(fs, 'writeFileSync').mockImplementationOnce(full);
    await expect(importing(opened, { force: true })).rejects.toThrow('ENOSPC');
    expect([read(), readdirSync(dir)]).toEqual(['mine', ['serverless.yml']]);
  });

  it.each([{ service: 'a_b' }, { service: 'x' }, { stage: 'a.b' }])('%j cannot be one', async (raw) => {
    await expect(importing(await openCloudHome(), raw)).rejects.toBeInstanceOf(UsageError);
  });

  it('Ctrl-C ends it, and no file is left', async () => {
    const opened = await home(three);
    const { code } = await running((output, machine) => importService({}, dir, opened.access, output, machine), {
      began: (press) => {
        opened.time.onSleep = press;
        press();
      },
    });
    expect([code, readdirSync(dir)]).toEqual([130, []]);
  });
});
