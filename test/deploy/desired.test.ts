import { serviceWith } from '../config/service';
import { wanted, wantedFunction } from './fieldsService';

it('is where the service says, by the profile that it is checked by', () => {
  const service = wanted(serviceWith({ provider: { region: 'ap-shanghai', namespace: 'team', stage: 'prod' }, scf: { profile: 'scf-2025' } }));
  expect(service).toMatchObject({
    service: 'shop',
    stage: 'prod',
    region: 'ap-shanghai',
    namespace: 'team',
    profile: { quotaModel: 'ga', floorMB: 12_800 },
    functions: [{ key: 'hello', name: 'shop-prod-hello' }],
  });
});

it('has the functions in the order in which they are written', () => {
  const functions = { b: { handler: 'index.main_handler' }, a: { handler: 'index.main_handler', name: 'other' } };
  expect(wanted(serviceWith({ functions })).functions.map(({ key, name }) => [key, name])).toEqual([
    ['b', 'shop-dev-b'],
    ['a', 'other'],
  ]);
});

it('tries events as it is written, else as a new function does (S54, S58)', () => {
  expect(wantedFunction({})).toMatchObject({ eventInvoke: { retryNum: 2, msgTtlSec: 21_600 }, deadLetter: undefined, code: 'package' });
  const deadLetter = { type: 'topic', name: 'failed' };
  expect(wantedFunction({ retryNum: 0, msgTTL: 60, deadLetter })).toMatchObject({ eventInvoke: { retryNum: 0, msgTtlSec: 60 }, deadLetter });
});

it('knows an image from an archive (S205)', () => {
  expect(wantedFunction({ image: { imageType: 'personal', imageUri: 'ccr.example/a/b:1' } }).code).toBe('image');
});

it.each<[what: string, fn: object, reservedMB: number | undefined, provisioned: unknown]>([
  ['nothing', {}, undefined, undefined],
  ['a reservation, in MB (S3, S14)', { reservedConcurrency: 1280 }, 1280, undefined],
  ['a reservation, in instances', { reservedConcurrency: { instances: 10 } }, 1280, undefined],
  ['no traffic at all (S17)', { reservedConcurrency: 0 }, 0, undefined],
  ['provisioned memory (S25)', { provisionedConcurrency: 256 }, undefined, { instances: 2, schedule: [], tracking: undefined }],
  ['none of it', { provisionedConcurrency: 0 }, undefined, undefined],
  [
    'a schedule that begins with none (S135)',
    { provisionedConcurrency: { instances: 0, schedule: [{ name: 'morning', cron: '0 0 8 * * * *', instances: 4 }] } },
    undefined,
    { instances: 0, schedule: [{ name: 'morning', cron: '0 0 8 * * * *', instances: 4 }], tracking: undefined },
  ],
  [
    'a schedule with blanks that say nothing (S135)',
    { provisionedConcurrency: { instances: 1, schedule: [{ name: 'morning', cron: ' 0 0  8 * * * *\n', instances: 4 }] } },
    undefined,
    { instances: 1, schedule: [{ name: 'morning', cron: '0 0 8 * * * *', instances: 4 }], tracking: undefined },
  ],
  [
    'what follows the load (S136)',
    { provisionedConcurrency: { tracking: { target: 0.7, min: 1, max: 4 } } },
    undefined,
    { instances: 0, schedule: [], tracking: { target: 0.7, min: 1, max: 4 } },
  ],
])('takes of the quota %s', (_what, fn, reservedMB, provisioned) => {
  expect(wantedFunction(fn)).toMatchObject({ memoryMB: 128, reservedMB, provisioned });
});

it('has triggers on the alias that provisioned instances are behind (S141)', () => {
  expect(wantedFunction({ events: [{ timer: '0 0 8 * * * *' }] }).triggers).toMatchObject([{ type: 'timer', qualifier: '$DEFAULT' }]);
});

it('is JSON, and the same each time', () => {
  const service = serviceWith({ fn: { environment: { A: 1 }, events: [{ timer: '0 0 8 * * * *' }], reservedConcurrency: 256 } });
  expect(JSON.parse(JSON.stringify(wanted(service)))).toEqual(JSON.parse(JSON.stringify(wanted(service))));
});
