import fc from 'fast-check';
import type { CreateFunctionRequest } from 'tencentcloud-sdk-nodejs-scf/tencentcloud/services/scf/v20180416/scf_models';
import {
  changedMembers,
  codeParams,
  configurationFrom,
  configurationHash,
  configurationOf,
  createParams,
  differencesElsewhere,
  differencesOf,
  fieldOfOption,
  fieldsOf,
  imageOf,
  updateParams,
} from '../../src/deploy/fields';
import { misfits } from '../api/control/declared';
import { configuration, wishOf } from './fieldsService';
import { changeable, changedElsewhere, elsewhere, fixedAtCreation, onlyInTheCloud, type Sample } from './fieldsSamples';
import { functionSchema, optionLeaves } from './schemaLeaves';

const samples: readonly Sample[] = [...changeable, ...fixedAtCreation, ...changedElsewhere, ...onlyInTheCloud];

describe('the table', () => {
  const options = Object.keys(functionSchema.properties ?? {});

  it.each(options)('knows %s, or it is known who else does', (option) => {
    const fields = fieldsOf().filter((field) => field.options.some((own) => own.split('.')[0] === option));
    expect(fields.length > 0).toBe(!Object.hasOwn(elsewhere, option));
  });

  it('names no option that the schema does not have', () => {
    const known = fieldsOf().flatMap((field) => field.options.map((own) => own.split('.')[0]));
    expect([...known, ...Object.keys(elsewhere)].filter((option) => !options.includes(option ?? ''))).toEqual([]);
  });

  it('makes a difference of every option of the schema, to its last member', () => {
    const leaves = optionLeaves().filter((path) => !Object.hasOwn(elsewhere, path.split(/[.[]/)[0] ?? ''));
    // An environment is a map besides.
    expect(samples.map(({ option }) => option).sort()).toEqual([...leaves, 'environment'].sort());
  });

  it('finds the field of an option', () => {
    const members = ['environment.LEVEL', 'eip', 'cls.topicId', 'vpc.vpcId', 'memorySize', 'memory', 'cls'].map(
      (option) => fieldOfOption(option)?.member,
    );
    expect(members).toStrictEqual(['Environment', 'PublicNetConfig', 'ClsTopicId', 'VpcConfig', 'MemorySize', undefined, undefined]);
  });

  it.each(fieldsOf().filter(({ change }) => change === 'create'))('says by what rule $member is fixed', ({ fixed }) => {
    expect(fixed).toBeDefined();
  });
});

describe('a configuration', () => {
  it('without an option has what a new function has (S121, S150), and nothing that the platform chooses', () => {
    expect(configuration({})).toEqual({
      Handler: 'index.main_handler',
      Description: '',
      Runtime: 'Nodejs18.15',
      Type: 'event',
      MemorySize: 128,
      Timeout: 3,
      InitTimeout: 65,
      AsyncRunEnable: false,
      TraceEnable: false,
      Environment: {},
      Role: '',
      VpcConfig: null,
      Layers: [],
      DeadLetterConfig: null,
      PublicNetConfig: { publicAccess: true, eip: false },
      IntranetConfig: false,
      CfsConfig: {},
      DnsCache: false,
      InstallDependency: false,
      InstanceConcurrencyConfig: null,
      ProtocolType: null,
    });
  });

  it('of an image waits 90 s for its start (S121), and has no handler (S205)', () => {
    const image = configuration({ image: { imageType: 'personal', imageUri: 'ccr.example/a/b:1' } });
    expect(image).toMatchObject({ InitTimeout: 90, Runtime: 'CustomImage', ImageConfig: { imagePort: 9000, containerImageAccelerate: false } });
    expect(image).not.toHaveProperty('Handler');
    expect(imageOf(image)).toEqual({ ImageType: 'personal', ImageUri: 'ccr.example/a/b:1', ContainerImageAccelerate: false, ImagePort: 9000 });
    expect(createParams(image)).not.toHaveProperty('ImageConfig');
    expect(codeParams(image)).toEqual({});
  });

  it('has the provider’s variables, network, layers and tags', () => {
    const provider = { environment: { A: 1, B: 'x' }, vpc: { vpcId: 'v', subnetId: 's' }, layers: [{ name: 'l', version: 1 }], tags: { a: 'b' } };
    expect(configuration({ environment: { B: 'y', C: true }, tags: { c: 'd' } }, provider)).toMatchObject({
      Environment: { A: '1', B: 'y', C: 'true' },
      VpcConfig: { vpcId: 'v', subnetId: 's' },
      Layers: [{ name: 'l', version: 1 }],
      Tags: { a: 'b', c: 'd' },
    });
  });

  it('of an event function takes one request at a time, whatever it asks for (S92)', () => {
    expect(configuration({ instanceConcurrency: { maxConcurrency: 10 } })).toMatchObject({ InstanceConcurrencyConfig: null });
  });

  it('is the same from the parts that a deploy has', () => {
    const { values, plan } = wishOf({ memorySize: 128 });
    expect(configurationOf(values, plan)).toEqual(configuration({}));
  });

  it('has one hash, whatever the order of its members, and another when anything differs', () => {
    const one = configuration({ environment: { A: '1', B: '2' } });
    expect(configurationHash(Object.fromEntries(Object.entries({ ...one, Environment: { B: '2', A: '1' } }).reverse()))).toBe(configurationHash(one));
    expect(configurationHash(one)).toMatch(/^[0-9a-f]{64}$/);
    const hashes = samples.flatMap(({ before, after }) => [configurationHash(configuration(before)) === configurationHash(configuration(after))]);
    expect(hashes).not.toContain(true);
  });

  it('is JSON', () => {
    for (const { before } of samples) expect(JSON.parse(JSON.stringify(configuration(before)))).toEqual(configuration(before));
  });
});

describe('an answer of GetFunction', () => {
  const fresh = { ...configuration({}), Runtime: '', Handler: '' };

  it.each<[what: string, answer: unknown]>([
    ['nothing', undefined],
    ['an empty one', {}],
    ['one of nulls', Object.fromEntries(fieldsOf().map(({ member }) => [member, member === 'Runtime' ? '' : null]))],
    ['one of empty texts', Object.fromEntries(fieldsOf().map(({ member }) => [member, '']))],
    ['one of empty objects', Object.fromEntries(fieldsOf().map(({ member }) => [member, {}]))],
    ['one of empty lists', Object.fromEntries(fieldsOf().map(({ member }) => [member, []]))],
    [
      'one of empty insides',
      {
        Environment: { Variables: null },
        VpcConfig: { VpcId: '', SubnetId: '' },
        CfsConfig: { CfsInsList: null },
        Layers: [{ LayerName: '', LayerVersion: 0 }],
        DeadLetterConfig: { Type: '', Name: '', FilterType: '' },
        ImageConfig: { ImageType: '', ImageUri: '' },
        InstanceConcurrencyConfig: { DynamicEnabled: '', MaxConcurrency: 1 },
        PublicNetConfig: { PublicNetStatus: 'ENABLE', EipConfig: { EipStatus: 'DISABLE', EipAddress: [] } },
        IntranetConfig: { IpFixed: 'DISABLE', IpAddress: null },
        ProtocolParams: { WSParams: null },
      },
    ],
    ['one with members of later years', { UseGpu: 'FALSE', L5Enable: 'FALSE', Later: { a: [1] }, AccessInfo: { Host: '', Vip: '' } }],
  ])('that is %s tells a new function', (_what, answer) => {
    expect(configurationFrom(answer)).toEqual(fresh);
  });

  it('that leaves the runtime open is of no other runtime, but of no image either (S76)', () => {
    const live = configurationFrom({ ...answerOf({}), Runtime: null });
    expect(differencesOf(configuration({}), live)).toEqual([]);
    const image = configuration({ image: { imageType: 'personal', imageUri: 'ccr.example/a/b:1' } });
    expect(differencesOf(image, live)).toContainEqual({
      part: 'configuration',
      option: 'runtime',
      before: undefined,
      after: 'CustomImage',
      immutable: true,
    });
    const ImageConfig = { ImageType: 'personal', ImageUri: 'ccr.example/a/b:1' };
    expect(configurationFrom({ ...answerOf({}), Runtime: null, ImageConfig })).toMatchObject({ Runtime: 'CustomImage' });
    expect(configurationFrom({ ...answerOf({}), Runtime: '' })).toMatchObject({ Runtime: '' });
  });

  it('that tells -0 tells 0', () => {
    expect(configurationFrom({ ...answerOf({}), InitTimeout: -0 })['InitTimeout']).toBe(0);
    expect(configurationFrom({ ...answerOf({}), InitTimeout: '-0' })['InitTimeout']).toBe(0);
  });

  it('never throws, and always tells JSON', () => {
    const value = fc.oneof(fc.anything(), fc.dictionary(fc.constantFrom('Variables', 'CfsInsList', 'Key', 'ImageUri', 'VpcId'), fc.anything()));
    const answer = fc.dictionary(fc.constantFrom(...fieldsOf().map(({ member }) => member)), value);
    fc.assert(
      fc.property(answer, (given) => {
        const told = configurationFrom(given);
        expect(JSON.parse(JSON.stringify(told))).toEqual(told);
      }),
    );
  });

  it('tells what the platform chose, and nothing is made of it: the topic of the logs, tags', () => {
    const live = configurationFrom({ ...answerOf({}), ClsLogsetId: 'own', ClsTopicId: 'own', Tags: [{ Key: 'bill', Value: 'x' }] });
    expect(live).toMatchObject({ ClsLogsetId: 'own', ClsTopicId: 'own', Tags: { bill: 'x' } });
    expect(differencesOf(configuration({}), live)).toEqual([]);
    expect(differencesOf(configuration({ tags: { bill: 'x' } }), live)).toEqual([]);
  });

  it('may spell the kind of a dead-letter queue its own way (S66)', () => {
    const live = configurationFrom({ ...answerOf({}), DeadLetterConfig: { Type: 'CMQ-TOPIC', Name: 'failed', FilterType: '' } });
    expect(differencesOf(configuration({ deadLetter: { type: 'topic', name: 'failed' } }), live)).toEqual([]);
    expect(differencesOf(configuration({ deadLetter: { type: 'queue', name: 'failed' } }), live)).toHaveLength(1);
  });

  it('may tell how many requests the platform thinks good, where it was left to it (S92)', () => {
    const dynamic = configuration({ type: 'web', instanceConcurrency: { dynamicEnabled: true } });
    const live = configurationFrom({ ...answerOf({}), Type: 'HTTP', InstanceConcurrencyConfig: { DynamicEnabled: 'TRUE', MaxConcurrency: 100 } });
    expect(differencesOf(dynamic, live)).toEqual([]);
  });
});

/** What GetFunction tells of a function that was made so. @source scf-api.md GetFunction: layers come back with all that is known of them */
function answerOf(fn: object): Readonly<Record<string, unknown>> {
  const { Layers = [], InstallDependency = 'FALSE', ...made } = createParams(configuration(fn)) as Readonly<Record<string, unknown>>;
  return { ...made, InstallDependency, Layers: (Layers as object[]).map((layer) => ({ ...layerInfo, ...layer })), ImageConfig: null };
}

const layerInfo = {
  CompatibleRuntimes: ['Nodejs18.15'],
  AddTime: '2026-01-01 08:00:00',
  Description: '',
  LicenseInfo: '',
  Status: 'Active',
  Stamp: 'RELEASE',
};

describe('a change', () => {
  const optionsTold = ({ option, told }: Sample): string => told ?? option;

  it.each(onlyInTheCloud)('of $option is told alone, and what is sent for it takes the difference away', (sample) => {
    const [before, after] = [configuration(sample.before), configuration(sample.after)];
    const answer = answerOf(sample.before);
    const live = configurationFrom(answer);
    expect(live).toEqual(before);
    expect(
      differencesOf(after, live)
        .map(({ option }) => option)
        .join(', '),
    ).toBe(optionsTold(sample));
    const params = updateParams(changedMembers(after, live), after);
    expect(differencesOf(after, configurationFrom({ ...answer, ...params.configuration, ...params.code }))).toEqual([]);
  });

  it.each(samples)('of $option is none once it is made', ({ before, after }) => {
    for (const fn of [before, after]) expect(differencesOf(configuration(fn), configuration(fn))).toEqual([]);
  });

  it.each<[what: string, before: object, after: object, told: readonly unknown[]]>([
    ['a variable more', {}, { environment: { A: '1' } }, [['environment.A', undefined, '1']]],
    [
      'a variable that is called as what every object has',
      { environment: { A: '1' } },
      { environment: { A: '1', constructor: 'x', toString: 'y' } },
      [
        ['environment.constructor', undefined, 'x'],
        ['environment.toString', undefined, 'y'],
      ],
    ],
    ['a variable less', { environment: { A: '1', B: '2' } }, { environment: { A: '1' } }, [['environment.B', '2', undefined]]],
    ['no network any more', { vpc: { vpcId: 'v', subnetId: 's' } }, {}, [['vpc', { vpcId: 'v', subnetId: 's' }, undefined]]],
    [
      'other layers in between',
      { layers: [l('a', 1), l('b', 1)] },
      { layers: [l('a', 2), l('c', 1), l('b', 1)] },
      [
        ['layers.a', 1, 2],
        ['layers.c', undefined, 1],
      ],
    ],
    [
      'layers in another order',
      { layers: [l('a', 1), l('b', 1)] },
      { layers: [l('b', 1), l('a', 1)] },
      [['layers', [l('a', 1), l('b', 1)], [l('b', 1), l('a', 1)]]],
    ],
    ['no layers any more', { layers: [l('a', 1)] }, {}, [['layers.a', 1, undefined]]],
    [
      'mounts in another order',
      { vpc: { vpcId: 'v', subnetId: 's' }, cfs: [m('/a'), m('/b')] },
      { vpc: { vpcId: 'v', subnetId: 's' }, cfs: [m('/b'), m('/a')] },
      [],
    ],
  ])('to %s', (_what, before, after, told) => {
    const changes = differencesOf(configuration(after), configuration(before));
    expect(changes.map((change) => [change.option, change.before, change.after])).toEqual(told);
  });

  it('of what is fixed sends nothing: only a new function can have it (S76, S81, S206)', () => {
    for (const { before, after, option } of fixedAtCreation) {
      const [live, wanted] = [configuration(before), configuration(after)];
      const changes = differencesOf(wanted, live).filter(({ immutable }) => immutable);
      expect(changes.length).toBeGreaterThan(0);
      const members = changedMembers(wanted, live).filter((member) => fieldOfOption(option)?.member === member);
      expect(members).toHaveLength(1);
      expect(updateParams(members, wanted)).toEqual({});
    }
  });

  it('of what another API changes sends nothing either, and demands no new function', () => {
    for (const { before, after, told } of changedElsewhere) {
      const [live, wanted] = [configuration(before), configuration(after)];
      expect(differencesElsewhere(wanted, live)).toMatchObject([{ option: told, immutable: false }]);
      expect(updateParams(changedMembers(wanted, live), wanted)).toEqual({});
    }
  });

  it('of options that are compared as one names each, also where there is nothing to compare with', () => {
    const { PublicNetConfig: _, ...without } = configuration({});
    const told = differencesOf(configuration({ publicAccess: false, eip: true }), without).map(({ option, after }) => [option, after]);
    expect(told).toEqual([
      ['publicAccess', false],
      ['eip', true],
    ]);
  });

  it('to none is said as the API wants it', () => {
    const full = configuration({
      ...{ environment: { A: '1' }, layers: [l('a', 1)], vpc: { vpcId: 'v', subnetId: 's' }, cfs: [m('/a')], role: 'r', description: 'd' },
      ...{ deadLetter: { type: 'topic', name: 'n' }, eip: true, publicAccess: false, intranetIpFixed: true, dnsCache: true },
    });
    const none = configuration({});
    expect(updateParams(changedMembers(none, full), none)).toEqual({
      configuration: {
        Description: '',
        Environment: { Variables: [{ Key: '', Value: '' }] },
        Role: '',
        VpcConfig: { VpcId: '', SubnetId: '' },
        Layers: [{ LayerName: '', LayerVersion: 0 }],
        DeadLetterConfig: { Type: '', Name: '', FilterType: '' },
        PublicNetConfig: { PublicNetStatus: 'ENABLE', EipConfig: { EipStatus: 'DISABLE' } },
        IntranetConfig: { IpFixed: 'DISABLE' },
        CfsConfig: { CfsInsList: [] },
        DnsCache: 'FALSE',
      },
    });
  });

  it('of the handler alone still names all that goes with code', () => {
    const wanted = configuration({ handler: 'index.other', installDependency: true });
    const live = configuration({ installDependency: true });
    expect(updateParams(changedMembers(wanted, live), wanted)).toEqual({ code: { Handler: 'index.other', InstallDependency: 'TRUE' } });
  });
});

function l(name: string, version: number) {
  return { name, version };
}

function m(localMountDir: string) {
  return { cfsId: 'c', mountInsId: 'i', localMountDir, remoteMountDir: '/' };
}

describe('the official SDK declares', () => {
  it.each(samples)('what is sent for $option', ({ before, after }) => {
    for (const fn of [before, after]) {
      const wanted = configuration(fn);
      const Code = { ImageConfig: imageOf(wanted) ?? null };
      expect(misfits({ FunctionName: 'f', Code, ...createParams(wanted) }, 'CreateFunctionRequest')).toEqual([]);
      const all = updateParams(Object.keys(wanted), wanted);
      expect(misfits({ FunctionName: 'f', ...all.configuration }, 'UpdateFunctionConfigurationRequest')).toEqual([]);
      expect(misfits({ FunctionName: 'f', Code, ...all.code }, 'UpdateFunctionCodeRequest')).toEqual([]);
    }
  });

  it('all of it, checked by the compiler besides', () => {
    const expected = {
      Handler: 'index.main_handler',
      Description: 'd',
      Runtime: 'Nodejs18.15',
      Type: 'Event',
      MemorySize: 128,
      Timeout: 7200,
      InitTimeout: 65,
      AsyncRunEnable: 'TRUE',
      TraceEnable: 'TRUE',
      Environment: { Variables: [{ Key: 'A', Value: '1' }] },
      Role: 'r',
      VpcConfig: { VpcId: 'v', SubnetId: 's' },
      Layers: [{ LayerName: 'a', LayerVersion: 1 }],
      ClsLogsetId: 'logset',
      ClsTopicId: 'topic',
      DeadLetterConfig: { Type: 'topic', Name: 'n', FilterType: '' },
      PublicNetConfig: { PublicNetStatus: 'DISABLE', EipConfig: { EipStatus: 'ENABLE' } },
      IntranetConfig: { IpFixed: 'ENABLE' },
      CfsConfig: {
        CfsInsList: [{ UserId: '10000', UserGroupId: '10000', CfsId: 'c', MountInsId: 'i', LocalMountDir: '/a', RemoteMountDir: '/' }],
      },
      DnsCache: 'TRUE',
      InstallDependency: 'TRUE',
      Tags: [{ Key: 'k', Value: 'v' }],
    } satisfies Omit<CreateFunctionRequest, 'FunctionName' | 'Code'>;
    const full = configuration({
      ...{ description: 'd', timeout: 7200, asyncRunEnable: true, traceEnable: true, environment: { A: 1 }, role: 'r' },
      ...{ vpc: { vpcId: 'v', subnetId: 's' }, layers: [l('a', 1)], cls: { logsetId: 'logset', topicId: 'topic' }, cfs: [m('/a')] },
      ...{ deadLetter: { type: 'topic', name: 'n' }, publicAccess: false, eip: true, intranetIpFixed: true, dnsCache: true },
      ...{ installDependency: true, tags: { k: 'v' } },
    });
    expect(createParams(full)).toEqual(expected);
  });

  it('what only Web functions have', () => {
    const expected = {
      ProtocolType: 'WS',
      ProtocolParams: { WSParams: { IdleTimeOut: 15 } },
      InstanceConcurrencyConfig: { DynamicEnabled: 'FALSE', MaxConcurrency: 20 },
    } satisfies Partial<CreateFunctionRequest>;
    expect(createParams(configuration({ type: 'web', protocolType: 'WS', instanceConcurrency: { maxConcurrency: 20 } }))).toMatchObject(expected);
  });
});
