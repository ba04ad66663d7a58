/** Two values of an option, everything else the same, as functions are written with them. */
export interface Sample {
  /** Path in `schema/function.json`; `[]` is an item of a list. */
  readonly option: string;
  readonly before: object;
  readonly after: object;
  /** What is told to differ, where it is not the option itself. */
  readonly told?: string;
}

const vpc = { vpcId: 'vpc-1', subnetId: 'subnet-1' };
const mount = { cfsId: 'cfs-1', mountInsId: 'mount-1', localMountDir: '/mnt/a', remoteMountDir: '/', userGroupId: '1', userId: '1' };
const image = { imageType: 'enterprise', imageUri: 'ccr.example/a/b:1', registryId: 'tcr-1', args: 'a', command: 'node' };
const dead = { type: 'CMQ-QUEUE', name: 'failed', filterType: 'a' };
const cls = { logsetId: 'logset-1', topicId: 'topic-1' };
const socket = { type: 'web', protocolType: 'WS', protocolParams: { wsParams: { idleTimeOut: 30 } } };
const traced = { asyncRunEnable: true, cls };

/** Every option that can change while the function stays. */
export const changeable: readonly Sample[] = [
  { option: 'handler', before: { handler: 'index.main_handler' }, after: { handler: 'index.other' } },
  { option: 'description', before: { description: 'a' }, after: { description: '图片缩放 b' } },
  { option: 'memorySize', before: { memorySize: 128 }, after: { memorySize: 256 } },
  { option: 'timeout', before: { timeout: 3 }, after: { timeout: 60 } },
  { option: 'initTimeout', before: { initTimeout: 65 }, after: { initTimeout: 10 } },
  {
    option: 'environment',
    before: { environment: { LEVEL: 'info', kept: 'x' } },
    after: { environment: { LEVEL: 'debug', kept: 'x' } },
    told: 'environment.LEVEL',
  },
  {
    option: 'environment.variables',
    before: { environment: { variables: { LEVEL: 'info' } } },
    after: { environment: { variables: { constructor: 'info' } } },
    told: 'environment.constructor, environment.LEVEL',
  },
  { option: 'role', before: { role: 'SCF_A' }, after: { role: 'SCF_B' } },
  { option: 'vpc.vpcId', before: { vpc }, after: { vpc: { ...vpc, vpcId: 'vpc-2' } } },
  { option: 'vpc.subnetId', before: { vpc }, after: { vpc: { ...vpc, subnetId: 'subnet-2' } } },
  { option: 'cls.logsetId', before: { cls }, after: { cls: { ...cls, logsetId: 'logset-2' } } },
  { option: 'cls.topicId', before: { cls }, after: { cls: { ...cls, topicId: 'topic-2' } } },
  { option: 'deadLetter.type', before: { deadLetter: dead }, after: { deadLetter: { ...dead, type: 'CMQ-TOPIC' } } },
  { option: 'deadLetter.name', before: { deadLetter: dead }, after: { deadLetter: { ...dead, name: 'other' } } },
  { option: 'deadLetter.filterType', before: { deadLetter: dead }, after: { deadLetter: { ...dead, filterType: 'b' } } },
  { option: 'publicAccess', before: { publicAccess: true }, after: { publicAccess: false } },
  { option: 'eip', before: {}, after: { eip: true } },
  { option: 'intranetIpFixed', before: { vpc }, after: { vpc, intranetIpFixed: true } },
  { option: 'cfs[].cfsId', before: { vpc, cfs: [mount] }, after: { vpc, cfs: [{ ...mount, cfsId: 'cfs-2' }] }, told: 'cfs./mnt/a.cfsId' },
  {
    option: 'cfs[].mountInsId',
    before: { vpc, cfs: [mount] },
    after: { vpc, cfs: [{ ...mount, mountInsId: 'mount-2' }] },
    told: 'cfs./mnt/a.mountInsId',
  },
  {
    option: 'cfs[].localMountDir',
    before: { vpc, cfs: [mount] },
    after: { vpc, cfs: [{ ...mount, localMountDir: '/mnt/b' }] },
    told: 'cfs./mnt/b, cfs./mnt/a',
  },
  {
    option: 'cfs[].remoteMountDir',
    before: { vpc, cfs: [mount] },
    after: { vpc, cfs: [{ ...mount, remoteMountDir: '/x' }] },
    told: 'cfs./mnt/a.remoteMountDir',
  },
  {
    option: 'cfs[].userGroupId',
    before: { vpc, cfs: [mount] },
    after: { vpc, cfs: [{ ...mount, userGroupId: 2 }] },
    told: 'cfs./mnt/a.userGroupId',
  },
  { option: 'cfs[].userId', before: { vpc, cfs: [mount] }, after: { vpc, cfs: [{ ...mount, userId: 2 }] }, told: 'cfs./mnt/a.userId' },
  { option: 'dnsCache', before: { dnsCache: true }, after: {} },
  {
    option: 'instanceConcurrency.maxConcurrency',
    before: { type: 'web', instanceConcurrency: { maxConcurrency: 2 } },
    after: { type: 'web', instanceConcurrency: { maxConcurrency: 100 } },
  },
  {
    option: 'instanceConcurrency.dynamicEnabled',
    before: { type: 'web' },
    after: { type: 'web', instanceConcurrency: { dynamicEnabled: true } },
    told: 'instanceConcurrency',
  },
  {
    option: 'protocolParams.wsParams.idleTimeOut',
    before: socket,
    after: { ...socket, protocolParams: { wsParams: { idleTimeOut: 1800 } } },
  },
  { option: 'image.imageType', before: { image }, after: { image: { ...image, imageType: 'personal' } } },
  { option: 'image.imageUri', before: { image }, after: { image: { ...image, imageUri: 'ccr.example/a/b:2' } } },
  { option: 'image.registryId', before: { image }, after: { image: { ...image, registryId: 'tcr-2' } } },
  { option: 'image.entryPoint', before: { image }, after: { image: { ...image, entryPoint: '/start' } } },
  { option: 'image.command', before: { image }, after: { image: { ...image, command: undefined } } },
  { option: 'image.args', before: { image }, after: { image: { ...image, args: '-u app.py' } } },
  {
    option: 'image.containerImageAccelerate',
    before: { image: { ...image, containerImageAccelerate: true } },
    after: { image },
  },
  { option: 'image.imagePort', before: { image }, after: { image: { ...image, imagePort: -1 } } },
];

/** Every option that only a new function can have otherwise. @source S76, S81, S206 */
export const fixedAtCreation: readonly Sample[] = [
  { option: 'runtime', before: { runtime: 'Nodejs16.13' }, after: { runtime: 'Nodejs18.15' } },
  { option: 'type', before: { type: 'event', handler: undefined, runtime: 'CustomImage', image }, after: { type: 'web', image } },
  { option: 'asyncRunEnable', before: { cls }, after: { cls, asyncRunEnable: true } },
  { option: 'traceEnable', before: traced, after: { ...traced, traceEnable: true } },
  { option: 'protocolType', before: { type: 'web' }, after: { type: 'web', protocolType: 'WS' } },
];

/** Every option that another API changes. */
export const changedElsewhere: readonly Sample[] = [
  { option: 'tags', before: { tags: { team: 'a', x: 'y' } }, after: { tags: { team: 'b' } }, told: 'tags.team' },
];

const layer = { name: 'tools', version: 1 };

/** What a local region has not. */
export const onlyInTheCloud: readonly Sample[] = [
  { option: 'layers[].version', before: { layers: [layer] }, after: { layers: [{ ...layer, version: 2 }] }, told: 'layers.tools' },
  {
    option: 'layers[].name',
    before: { layers: [layer] },
    after: { layers: [{ ...layer, name: 'others' }] },
    told: 'layers.others, layers.tools',
  },
  { option: 'installDependency', before: {}, after: { installDependency: true } },
];

/** Options that are taken by something else than a field, and by what. */
export const elsewhere: Readonly<Record<string, string>> = {
  name: 'names the function: DesiredFunction.name',
  retryNum: 'UpdateFunctionEventInvokeConfig: DesiredFunction.eventInvoke',
  msgTTL: 'UpdateFunctionEventInvokeConfig: DesiredFunction.eventInvoke',
  reservedConcurrency: 'PutReservedConcurrencyConfig: DesiredFunction.reservedMB',
  provisionedConcurrency: 'PutProvisionedConcurrencyConfig: DesiredFunction.provisioned',
  events: 'CreateTrigger: DesiredFunction.triggers',
  package: 'what goes into the archive: the framework reads it, and packages are compared by their contents',
};
