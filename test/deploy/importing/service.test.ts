import fc from 'fast-check';
import { importedFrom } from '../../../src/deploy/importing';
import type { Found } from '../../../src/deploy/importing/read';
import type { DesiredFunction } from '../../../src/deploy/state';
import { serviceWith } from '../../config/service';
import { wanted, wantedFunction } from '../fieldsService';
import { expectSame, readBack, secretsIn } from './reading';
import { randomService } from './services';

/** A function as it is read once it was deployed. */
function foundAs({ name, configuration, eventInvoke, reservedMB, provisioned, triggers }: DesiredFunction): Found {
  return {
    name,
    status: 'Active',
    configuration,
    eventInvoke,
    reservedMB,
    provisioned: provisioned ? [{ version: '1', ...provisioned }] : [],
    defaultVersion: provisioned ? '1' : '$LATEST',
    split: false,
    aliases: [],
    triggers: triggers.map(({ type, name: TriggerName, qualifier: Qualifier, desc, enabled, customArgument: CustomArgument }) => {
      const TriggerDesc = type === 'timer' ? JSON.stringify({ cron: desc }) : desc;
      return { Type: type, TriggerName, Qualifier, TriggerDesc, Enable: enabled ? 1 : 0, CustomArgument };
    }),
  };
}

const origin = { region: 'ap-guangzhou', namespace: 'default', quotaMB: 128_000 };

it('what is written of any service passes the check and says the same', async () => {
  await fc.assert(
    fc.asyncProperty(randomService(4), async (service) => {
      const live = wanted(serviceWith(service));
      const { text } = await importedFrom(live.functions.map(foundAs), {}, origin, 'en');
      expectSame(await readBack(text, secretsIn(text, live)), live);
    }),
    { numRuns: 50 },
  );
});

async function textOf(changes: Partial<Found>, given: Partial<typeof origin> = {}, fn: object = {}): Promise<string> {
  const { text } = await importedFrom([{ ...foundAs(wantedFunction(fn)), ...changes }], {}, { ...origin, ...given }, 'en');
  await readBack(text);
  return text;
}

const row = (Type: string, TriggerDesc: string, TriggerName = 'x') => ({ Type, TriggerName, TriggerDesc, Qualifier: '$DEFAULT', Enable: 1 });

describe('what the file cannot say is told beside the function', () => {
  const configuration = wantedFunction({}).configuration;
  it.each<{ readonly why: string; readonly found: Partial<Found>; readonly said: RegExp }>([
    { why: 'a function URL', found: { triggers: [row('http', '{}')] }, said: /# not written: the function URL "x" of \$DEFAULT/ },
    {
      why: 'a kind that nobody here knows',
      found: { triggers: [row('mps', '{}')] },
      said: /# not written: the trigger "x" of \$DEFAULT, of the kind "mps"/,
    },
    { why: 'a timer that cannot be read (S220)', found: { triggers: [row('timer', '{"cron":"never"}')] }, said: /# not written: events\[0\]/ },
    {
      why: 'a queue whose name is another',
      found: { triggers: [row('ckafka', '{"maxMsgNum":1}', 'named')] },
      said: /# not written: the ckafka trigger "named"/,
    },
    {
      why: 'instances of a version without traffic (S21)',
      found: { provisioned: [{ version: '3', instances: 2, schedule: [] }] },
      said: /# not written: version 3 has 2 provisioned instances/,
    },
    { why: 'other aliases (S141)', found: { aliases: ['blue', 'green'] }, said: /# not written: the aliases blue, green/ },
    { why: 'a second version behind $DEFAULT (S142)', found: { split: true }, said: /# \$DEFAULT sends a part of the traffic to a second version/ },
    { why: 'a function that is being changed (S145)', found: { status: 'Updating' }, said: /# the function was Updating/ },
    {
      why: 'memory that none can have here (S150)',
      found: { configuration: { ...configuration, MemorySize: 4096 } },
      said: /# not written: memorySize: 4096: .*4096/,
    },
    {
      why: 'a variable without a value (S152)',
      found: { configuration: { ...configuration, Environment: { A: '', B: 'b' } } },
      said: /# not written: environment\.A: : /,
    },
    { why: 'a reservation below one instance (S18)', found: { reservedMB: 100 }, said: /# not written: reservedConcurrency: 100: / },
  ])('$why', async ({ found, said }) => {
    const text = await textOf(found);
    expect(text).toMatch(said);
    expect(text).not.toMatch(/4096$|A: ''|reservedConcurrency: 100$/m);
  });

  it('and a secret is not told there either', async () => {
    const Environment = { SCF_TOKEN: 'hunter2', mysql: 'mysql://a:hunter2@b' };
    const { text } = await importedFrom([{ ...foundAs(wantedFunction({})), configuration: { ...configuration, Environment } }], {}, origin, 'en');
    expect(text).toContain('environment.SCF_TOKEN: (hidden)');
    expect(text).not.toContain('hunter2');
  });

  it('what comes from the cloud stays in its comment', async () => {
    const text = await textOf({ aliases: ['a\nfunctions: {}\u2028x'] });
    expect(text).toContain('the alias a functions: {} x;');
  });
});

it('writes the quota of the account where it is not the usual one (S10)', async () => {
  expect(await textOf({}, { quotaMB: 256_000 })).toMatch(/custom:\n {2}scf:\n {4}account:\n {6}quotaMB: 256000/);
  expect(await textOf({})).not.toContain('custom');
});

it('writes one entry for the events of one bucket (S221)', async () => {
  const desc = (event: string): string => JSON.stringify({ event, filter: { Prefix: 'a', Suffix: '' }, bucketUrl: 'b' });
  const bucket = 'b-1.cos.ap-guangzhou.myqcloud.com';
  const text = await textOf({ triggers: ['cos:ObjectCreated:Put', 'cos:ObjectRemove:Delete'].map((event) => row('cos', desc(event), bucket)) });
  expect(text.match(/- cos:/g)).toHaveLength(1);
  expect(text).toMatch(/events:\n +- 'cos:ObjectCreated:Put'\n +- 'cos:ObjectRemove:Delete'/);
});
