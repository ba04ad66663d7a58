import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OfflineService, ReadService } from '../../src/commands/offline';
import type { Host } from '../../src/plugin/host';
import { offlineServiceOf } from '../../src/plugin/offlineService';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'scf-offline-service-'));
  write('index.js', 'exports.main = async () => 1;');
});
afterEach(() => rmSync(dir, { recursive: true }));

function write(file: string, text: string): void {
  writeFileSync(join(dir, file), text);
}

const head = 'service: shop\nprovider: { name: tencent, region: ap-guangzhou, runtime: Nodejs18.15 }\n';

/** A service that the framework has read, whatever is written in `file`. */
function read(file: string, text: string, serviceDir = dir): OfflineService {
  write(file, text);
  const provider = { name: 'tencent', region: 'ap-guangzhou', runtime: 'Nodejs18.15' };
  const functions = { main: { handler: 'index.main' } };
  const host: Host = {
    serviceDir,
    configurationFilename: file,
    configurationInput: { service: 'shop', provider, functions },
    processedInput: { commands: ['offline'], options: {} },
    service: { service: 'shop', provider, functions },
    configSchemaHandler: { defineProvider: () => undefined },
    pluginManager: { spawn: () => Promise.resolve() },
    classes: { Error },
    setProvider: () => undefined,
    extendConfiguration: () => undefined,
  };
  return offlineServiceOf(host, {}, dir, {}, 'en');
}

function seen({ plan, notTaken, located }: ReadService): object {
  return { functions: plan?.functions.map(({ key }) => key), notTaken, faults: located.map(({ diagnostic }) => diagnostic.code) };
}

const asItWas = { functions: ['main'], faults: [] };

describe.each([
  ['a program', 'serverless.js', 'module.exports = { service: "shop" };', 'module.exports = { service: "shop", functions: {} };'],
  [
    'a function from a program',
    'serverless.yml',
    `${head}functions: { main: "\${file(./main.js)}" }`,
    `${head}functions: { main: "\${file(./main.js)}", b: {} }`,
  ],
  ["a variable of the framework's", 'serverless.yml', `${head}functions: { main: "\${ssm:main}" }`, `${head}functions: { main: "\${ssm:other}" }`],
])('what only the framework can read (F55, F62): %s', (_what, file, text, edited) => {
  it('stays as it was, whatever else changes, and is told of when it has changed itself', async () => {
    const service = read(file, text);
    expect(seen(await service.read())).toEqual({ ...asItWas, notTaken: [] });
    expect(seen(await service.read(['event.json', 'index.js']))).toEqual({ ...asItWas, notTaken: [] });
    expect(seen(await service.read())).toEqual({ ...asItWas, notTaken: [] });
    write(file, edited);
    expect(seen(await service.read([file]))).toEqual({ ...asItWas, notTaken: [file] });
    // Said once: a bundler asks for a reload at each build.
    expect(seen(await service.read())).toEqual({ ...asItWas, notTaken: [] });
    expect(seen(await service.read(['.env', 'index.js']))).toEqual({ ...asItWas, notTaken: ['.env'] });
  });
});

it('takes a program of a configuration for a part of it, and a handler of the same service not', async () => {
  const service = read('serverless.yml', `${head}functions: { main: "\${file(./conf/main.js)}" }`);
  await service.read();
  expect(seen(await service.read(['conf/main.js', 'index.js']))).toEqual({ ...asItWas, notTaken: ['conf/main.js'] });
});

it('is read again where that can be done, and what is wrong is told', async () => {
  const service = read('serverless.yml', `${head}functions: { main: { handler: index.main } }`);
  await service.read();
  write('serverless.yml', `${head}functions: { other: { handler: index.main } }`);
  expect(seen(await service.read(['serverless.yml']))).toEqual({ functions: ['other'], notTaken: [], faults: [] });
  write('serverless.yml', `${head}functions: { other: { handler: index.main, memorySize: 100 } }`);
  expect(seen(await service.read(['serverless.yml']))).toEqual({ functions: undefined, notTaken: undefined, faults: ['SCF201'] });
  write('serverless.yml', `${head}functions: {`);
  expect(seen(await service.read(['serverless.yml']))).toEqual({ functions: undefined, notTaken: undefined, faults: ['SCF110'] });
});

it('is that of its own folder where a bundler has moved the service to the one of its build (F34)', async () => {
  const built = join(dir, '.build');
  mkdirSync(built);
  const service = read('serverless.yml', `${head}functions: { main: { handler: index.main } }`, built);
  const { plan } = await service.read();
  expect(plan?.codeDir).toBe(built);
});
