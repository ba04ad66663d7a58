import fc from 'fast-check';

const id = fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/);
const variable = fc.stringMatching(/^[A-RT-Za-z][A-Za-z0-9_]{0,9}$/).filter((key) => !/^(qcloud|te?n?centcloud)_/i.test(key) && key !== 'variables');
const value = fc.oneof(fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }), fc.integer({ min: -1e6, max: 1e6 }), fc.boolean());
const vpc = fc.record({ vpcId: id, subnetId: id });
const cls = fc.record({ logsetId: id, topicId: id });
const owner = fc.oneof(id, fc.integer({ min: 0, max: 65_535 }));
const mount = fc.record(
  { cfsId: id, mountInsId: id, localMountDir: id.map((dir) => `/mnt/${dir}`), remoteMountDir: id, userGroupId: owner, userId: owner },
  { requiredKeys: ['cfsId', 'mountInsId', 'localMountDir', 'remoteMountDir'] },
);

const common = {
  description: fc.string({ maxLength: 50, unit: 'grapheme' }),
  memorySize: fc.oneof(
    fc.constant(64),
    fc.integer({ min: 1, max: 24 }).map((steps) => steps * 128),
  ),
  timeout: fc.integer({ min: 1, max: 900 }),
  initTimeout: fc.integer({ min: 3, max: 300 }),
  environment: fc.dictionary(variable, value, { maxKeys: 5 }),
  role: id,
  vpc,
  cls,
  tags: fc.dictionary(id, id, { maxKeys: 3 }),
  publicAccess: fc.boolean(),
  eip: fc.boolean(),
  cfs: fc.uniqueArray(mount, { selector: ({ localMountDir }) => localMountDir, maxLength: 3 }),
};

const deadLetter = fc.record(
  { type: fc.constantFrom('topic', 'queue', 'CMQ-TOPIC', 'CMQ-QUEUE'), name: id, filterType: id },
  { requiredKeys: ['type', 'name'] },
);

const nothing = { requiredKeys: [] };

const event = {
  fixed: fc.record({ handler: fc.constant('index.main_handler'), runtime: fc.constantFrom('Nodejs16.13', 'Nodejs18.15') }),
  options: fc.record({ ...common, deadLetter, dnsCache: fc.boolean() }, nothing),
};

/** Asynchronous execution wants its logs told. @source S73 */
const asyncRun = {
  fixed: fc.record({ asyncRunEnable: fc.constant(true), traceEnable: fc.boolean() }),
  options: fc.record({ ...common, timeout: fc.integer({ min: 1, max: 86_400 }), deadLetter }, { requiredKeys: ['cls'] }),
};

const concurrency = fc.oneof(
  fc.record({ maxConcurrency: fc.integer({ min: 1, max: 100 }) }),
  fc.constant({ dynamicEnabled: true }),
  fc.constant({ dynamicEnabled: false }),
);

const web = {
  fixed: fc.constant({ type: 'web' }),
  options: fc.record({ ...common, instanceConcurrency: concurrency }, nothing),
};

const socket = {
  fixed: fc.constant({ type: 'web', protocolType: 'WS' }),
  options: fc.record({ ...common, protocolParams: fc.record({ wsParams: fc.record({ idleTimeOut: fc.integer({ min: 1, max: 1800 }) }) }) }, nothing),
};

const text = fc.stringMatching(/^[a-z][a-z0-9 .-]{0,9}$/);
const image = fc.record(
  {
    imageType: fc.constantFrom('personal', 'enterprise'),
    imageUri: id.map((tag) => `ccr.example/a/b:${tag}`),
    registryId: id,
    entryPoint: text,
    command: text,
    args: text,
    containerImageAccelerate: fc.boolean(),
    imagePort: fc.constantFrom(9000, -1),
  },
  { requiredKeys: ['imageType', 'imageUri'] },
);

const ofImage = {
  fixed: fc.record({ type: fc.constantFrom('event', 'web') }),
  options: fc.record({ ...common, image }, { requiredKeys: ['image'] }),
};

const kinds = [event, asyncRun, web, socket, ofImage];

/** A function as it is, and the same function as it is to be. */
export const randomChange: fc.Arbitrary<{ readonly before: object; readonly after: object }> = fc.oneof(
  ...kinds.map(({ fixed, options }) =>
    fc
      .record({ fixed: fixed as fc.Arbitrary<object>, before: options as fc.Arbitrary<object>, after: options as fc.Arbitrary<object> })
      // Tags are set at creation and never again.
      .map((one) => ({ before: { ...one.before, ...one.fixed }, after: { ...one.after, ...tagsOf(one.before), ...one.fixed } })),
  ),
);

function tagsOf(fn: object): object {
  return { tags: 'tags' in fn ? fn.tags : {} };
}
