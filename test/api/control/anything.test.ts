import fc from 'fast-check';
import { membersOf, parametersOf } from '../../../src/api/parameters';
import { cleanStages, code, creation, reopened, stage, told, type Stage } from './stage';

afterEach(cleanStages);

/** Values with which an action may well do something, by the name of the parameter. */
const sound: Readonly<Record<string, readonly unknown[]>> = {
  AddtionVersionMatchs: [[], [{ Version: '2', Key: 'invoke.headers.User', Method: 'range', Expression: '[1,5]' }]],
  AdditionalVersionWeights: [[], [{ Version: '2', Weight: 0.5 }]],
  AsyncTriggerConfig: [{ RetryConfig: [{ RetryNum: 1 }], MsgTTL: 60 }],
  AsyncRunEnable: ['TRUE', 'FALSE'],
  Code: [{ ZipFile: code }],
  CompatibleRuntimes: [['Nodejs18.15']],
  Content: [{ ZipFile: code }],
  CustomArgument: ['x'],
  Description: ['', 'a text'],
  Enable: ['OPEN', 'CLOSE'],
  Environment: [{ Variables: [] }, { Variables: [{ Key: 'A', Value: 'b' }] }, { Variables: [{ Key: '__proto__', Value: 'b' }] }],
  ForceDelete: ['TRUE', 'FALSE'],
  FunctionName: ['f1', 'f1', 'f1', 'f2', 'constructor'],
  FunctionVersion: ['1', '2', '$LATEST'],
  Handler: ['index.main_handler'],
  Key: ['a', 'constructor'],
  LayerName: ['layer', 'toString'],
  LayerVersion: [1, 2],
  Limit: [0, 1, 20],
  MaxCapacity: [4],
  MemorySize: [64, 128, 1024],
  MinCapacity: [1],
  MsgTTL: [60, 21_600],
  Name: ['live', 'hasOwnProperty', '$DEFAULT'],
  Namespace: ['default', 'default', 'default', 'default', 'second'],
  NewFunctionName: ['f1', 'f3'],
  Offset: [0, 1],
  Override: ['TRUE', 'FALSE'],
  ProvisionedType: ['Default', 'Static', 'ConcurrencyUtilizationTracking'],
  Publish: ['TRUE', 'FALSE'],
  Qualifier: ['$LATEST', '1', '2', 'live', '$DEFAULT'],
  ReservedConcurrencyMem: [0, 128, 12_800],
  RetryNum: [0, 1, 2],
  Role: ['', 'role'],
  Runtime: ['Nodejs18.15'],
  SearchKey: ['f'],
  Tags: [[], [{ Key: 'constructor', Value: 'v' }]],
  TargetNamespace: ['default', 'second'],
  Timeout: [3, 60],
  TotalConcurrencyMem: [12_800, 128_000],
  TrackingTarget: [0.5],
  TriggerActions: [[], [{ TriggerName: 'up', TriggerProvisionedConcurrencyNum: 2, TriggerCronConfig: '0 30 * * * * *', ProvisionedType: 'Default' }]],
  TriggerDesc: ['0 */5 * * * * *', '{"cron":"0 0 1 * * * *"}'],
  TriggerName: ['tick', '__proto__'],
  Type: ['timer', 'timer', 'Event'],
  Value: ['v'],
  Variables: [[], [{ Key: 'A', Value: '1' }]],
  VersionProvisionedConcurrencyNum: [0, 1, 2],
  ZipFile: [code],
};

/** Names that every object has, numbers at the edge of what there is, texts that mean something somewhere. */
const strange = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    '\0',
    '../../etc/passwd',
    '\r\nX: y',
    '\ud800',
    '[1,99999999999999999999]',
    'x'.repeat(5_000),
  ),
  fc.constantFrom(-1, 0.5, 1e21, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Without these most requests come to nothing. */
const needed: ReadonlySet<string> = new Set([
  ...[
    'FunctionName',
    'Code',
    'Enable',
    'AsyncTriggerConfig',
    'Content',
    'Handler',
    'Runtime',
    'Name',
    'FunctionVersion',
    'TriggerName',
    'Type',
    'TriggerDesc',
    'LayerName',
  ],
  ...['LayerVersion', 'CompatibleRuntimes', 'NewFunctionName', 'ReservedConcurrencyMem', 'VersionProvisionedConcurrencyNum', 'Key', 'Value'],
]);

const actions = Object.keys(parametersOf).filter((action) => Object.hasOwn(stage().plane.actions, action) && !action.includes('Layer'));

/** A request of which most may come to something. */
const step = fc.constantFrom(...actions).chain((action) => fc.record({ action: fc.constant(action), params: paramsOf(parametersOf[action] ?? '') }));

function paramsOf(shape: string): fc.Arbitrary<object> {
  const all = shape
    .split(' ')
    .filter((member) => member !== '')
    .map((member) => member.split(':'));
  const known = all.filter(([name = '']) => Object.hasOwn(sound, name));
  return fc.oneof({ weight: 8, arbitrary: recordOf(known) }, { weight: 1, arbitrary: recordOf(all) });
}

function recordOf(members: readonly (readonly string[])[]): fc.Arbitrary<object> {
  const values = Object.fromEntries(members.map(([name = '', type]) => [name, valueOf(name, type)]));
  return fc.record(values, { requiredKeys: Object.keys(values).filter((name) => needed.has(name)) });
}

function valueOf(name: string, type: string | undefined): fc.Arbitrary<unknown> {
  const good = (sound[name] ?? []).map((value) => fc.constant(value));
  if (good.length > 0) return fc.oneof({ weight: 60, arbitrary: fc.oneof(...good) }, { weight: 1, arbitrary: strange });
  if (type === undefined) return strange;
  const inside = paramsOf(membersOf[type] ?? '');
  return fc.oneof(inside, fc.array(inside, { maxLength: 2 }), strange);
}

async function begun(): Promise<Stage> {
  const made = stage();
  const { ask } = made;
  await ask('CreateNamespace', { Namespace: 'second' });
  await ask('CreateFunction', creation('f1'));
  for (let version = 1; version <= 2; version += 1) {
    await ask('PublishVersion', { FunctionName: 'f1' });
    await ask('UpdateFunctionConfiguration', { FunctionName: 'f1', MemorySize: 128 + version * 128 });
  }
  await ask('CreateAlias', { FunctionName: 'f1', Name: 'live', FunctionVersion: '1' });
  await ask('CreateTrigger', { FunctionName: 'f1', TriggerName: 'tick', Type: 'timer', TriggerDesc: '0 */5 * * * * *' });
  return made;
}

it('whatever is asked for is done or refused with a code, and what was done is there after a restart', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      const made = await begun();
      for (const { action, params } of steps) {
        // What is neither fails here.
        await made.refused(action, params);
        made.pass(1_000);
      }
      const { after, outcome } = await reopened(made);
      expect(outcome.refused).toEqual([]);
      after.pass(0);
      expect(await told(after)).toEqual(await told(made));
    }),
    { numRuns: 60 },
  );
});
