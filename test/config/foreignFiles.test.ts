import { parse } from 'yaml';
import { checkService } from '../../src/config';
import { foreignFile } from '../../src/config/foreignFiles';
import { here } from './service';

const scf = (inputs: object, beside: object = {}): object => ({ component: 'scf', name: 'api', inputs, ...beside });

/** S226 */
it.each([
  {
    file: scf({ name: 'hello', handler: 'index.main', region: 'ap-beijing', runtime: 'Nodejs18.15', memorySize: 256, events: [] }),
    kind: 'component',
    path: 'component',
    write:
      'service: api; provider: { name: tencent, region: ap-beijing, runtime: Nodejs18.15 }; functions: { hello: { name: hello, handler: index.main, memorySize: 256, events: […] } }',
    why: 'one function',
  },
  {
    file: scf({
      src: { src: './src', exclude: ['.env'] },
      handler: 'index.main',
      runtime: 'nodejs16.x',
      enableRoleAuth: true,
      vpcConfig: {},
      env: {},
    }),
    kind: 'component',
    path: 'component',
    write:
      "service: api; provider: { name: tencent, runtime: Nodejs16.13 }; functions: { api: { handler: src/index.main, package: { patterns: ['!**', src/**, '!.env'] }, vpc: { … }, environment: { … } } }",
    why: 'a folder, which the handler has to name; other names; a runtime of AWS (S151, S190)',
  },
  {
    file: scf({ type: 'web', src: 'src', handler: 'scf_bootstrap', runtime: 'Go1' }),
    kind: 'component',
    path: 'component',
    write: 'service: api; provider: { name: tencent, runtime: Go1 }; functions: { api: { type: web, package: { artifact: … } } }',
    why: 'a start file, which has to be at the top of the package (S206)',
  },
  {
    file: scf({ name: '${app}-${name}-${stage}', region: '${env.REGION}', description: '${output:x}' }, { app: 'shop', stage: '${env:STAGE}' }),
    kind: 'component',
    path: 'component',
    write: "service: api; provider: { name: tencent, region: '${env:REGION}' }; functions: { api: { name: 'shop-api-${sls:stage}' } }",
    why: 'variables of components (F62)',
  },
  {
    file: {
      component: 'express',
      name: 'my_app',
      inputs: { functionConf: { timeout: 30 }, functionName: 'web', apigatewayConf: { environment: 'release' } },
    },
    kind: 'component',
    path: 'component',
    write:
      'service: my-app; provider: { name: tencent }; functions: { web: { name: web, type: web, timeout: 30, events: [{ apigw: { path: /, method: ANY, stage: release } }] } }',
    why: 'a framework is a Web function; a name with _ (F24)',
  },
  {
    file: {
      component: 'multi-scf',
      name: 'demo',
      inputs: { memorySize: 128, functions: { a: { handler: 'app.a' }, b: { handler: 'app.b', memorySize: 256 }, c: {} }, triggers: [{}] },
    },
    kind: 'multi-scf',
    path: 'component',
    write:
      'service: demo; provider: { name: tencent }; functions: { a: { handler: app.a, memorySize: 128, events: […] }, b: { handler: app.b, memorySize: 256, events: […] }, … }',
    why: 'several functions',
  },
  {
    file: {
      conf: { component: 'serverless-global' },
      first: { component: '@serverless/tencent-scf@0.2.0', inputs: { handler: 'index.main', region: 'ap-beijing' } },
    },
    kind: 'components',
    path: 'first.component',
    write: 'service: first; provider: { name: tencent, region: ap-beijing }; functions: { first: { handler: index.main } }',
    why: 'components of 2019, of which the first is no function',
  },
  {
    file: {
      Resources: {
        default: {
          Type: 'TencentCloud::Serverless::Namespace',
          blog: {
            Type: 'TencentCloud::Serverless::Function',
            Properties: { CodeUri: './', Type: 'HTTP', Handler: 'a.main', MemorySize: 64, Runtime: 'Nodejs8.9' },
          },
        },
      },
      Globals: { Function: { Timeout: 10 } },
    },
    kind: 'tcsam',
    path: 'Resources',
    write:
      'service: <name>; provider: { name: tencent, runtime: Nodejs8.9 }; functions: { blog: { handler: a.main, type: web, memorySize: 64, timeout: 10 } }',
    why: 'a template of the older command line',
  },
  { file: { Globals: { Function: { Timeout: 10 } } }, kind: 'tcsam', path: 'Globals', write: undefined, why: 'its defaults alone' },
  {
    file: { component: 'website', name: 'site', inputs: {} },
    kind: 'component',
    path: 'component',
    write: undefined,
    why: 'a component without a function',
  },
  {
    file: { component: 'scf', service: 'x' },
    kind: 'component',
    path: 'component',
    write: 'service: <name>; provider: { name: tencent }; functions: { main: { … } }',
    why: 'nothing else in it',
  },
  {
    file: { functions: { component: 'scf', inputs: {} } },
    kind: 'components',
    path: 'functions.component',
    write: 'service: functions; provider: { name: tencent }; functions: { functions: { … } }',
    why: 'a block of that name',
  },
])('knows $kind: $why', ({ file, kind, path, write }) => {
  const found = foreignFile(file as Readonly<Record<string, unknown>>);
  expect(found).toMatchObject({ kind, path: path.split('.') });
  expect(found?.write).toBe(write);
});

it.each([
  {},
  { service: 'a' },
  { service: 'a', provider: { name: 'tencent' }, component: 'scf' },
  { service: 'a', provider: null, component: 'scf' },
  { service: 'a', functions: {}, component: 'scf' },
  { custom: { component: 'scf' } },
  { component: {} },
  { resources: { Type: 'TencentCloud::Serverless::Function' } },
  { Resources: { bucket: { Type: 'AWS::S3::Bucket' } } },
  { Resources: [], Globals: 1 },
])('leaves %j to the other checks', (service) => {
  expect(foreignFile(service)).toBeUndefined();
});

/** What is proposed is a service here: neither its name nor its provider has a fault, and of functions only what `…` stands for. */
it.each([
  scf({ name: 'hello', handler: 'index.main_handler', runtime: 'python3.9', region: 'ap-beijing', namespace: 'ns', timeout: 20 }),
  scf({ src: './code', handler: 'index.main_handler', runtime: 'Nodejs18.x', retryNum: 0, msgTTL: 600 }, { name: '1_my.shop', stage: 'prod' }),
])('proposes what passes every check: %j', (file) => {
  const { write = '' } = foreignFile(file as Readonly<Record<string, unknown>>) ?? {};
  const service: unknown = parse(write.replaceAll('; ', '\n'));
  expect(checkService(service, here).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
});

it('does not follow a circle', () => {
  const inputs: Record<string, unknown> = {};
  inputs['functions'] = { a: inputs };
  inputs['inputs'] = inputs;
  expect(foreignFile({ component: 'scf', inputs })?.write).toContain('functions: { a: {');
});
