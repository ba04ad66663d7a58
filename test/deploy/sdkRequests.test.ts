import { readdirSync, readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import Sign from 'tencentcloud-sdk-nodejs-common/tencentcloud/common/sign';
import { scf } from 'tencentcloud-sdk-nodejs-scf';
import { misfits } from '../api/control/declared';
import { keys } from '../cloud/home';
import { toFirst, toSecond, toThird, type Action, type Client } from './sdkExpected';
import { files, played, type Played } from './sdkPlayed';
import { openRecorder, type Recorded, type Recorder } from './sdkRecorder';

/** Requests of every command, beside those that the official SDK sends for the same. Nothing here leaves the machine. */

/** Every action of SCF that this program ever calls. */
const actions = [
  'CreateFunction',
  'CreateTrigger',
  'DeleteFunction',
  'DeleteProvisionedConcurrencyConfig',
  'DeleteReservedConcurrencyConfig',
  'DeleteTrigger',
  'GetAccount',
  'GetAlias',
  'GetAsyncEventStatus',
  'GetFunction',
  'GetFunctionAddress',
  'GetFunctionEventInvokeConfig',
  'GetFunctionLogs',
  'GetProvisionedConcurrencyConfig',
  'GetRequestStatus',
  'GetReservedConcurrencyConfig',
  'Invoke',
  'InvokeFunction',
  'ListAliases',
  'ListAsyncEvents',
  'ListFunctions',
  'ListNamespaces',
  'ListTriggers',
  'ListVersionByFunction',
  'PublishVersion',
  'PutProvisionedConcurrencyConfig',
  'PutReservedConcurrencyConfig',
  'TerminateAsyncEvent',
  'UpdateAlias',
  'UpdateFunctionCode',
  'UpdateFunctionConfiguration',
  'UpdateFunctionEventInvokeConfig',
  'UpdateTrigger',
  'UpdateTriggerStatus',
] as const satisfies readonly Action[];

/** Actions of other services of the cloud, which the SDK of SCF does not have. */
const others = ['AssumeRole', 'GetMonitorData', 'SearchLog'];

const agent = new Agent({ keepAlive: true });
let ours: Played;
let theirs: Recorder;
let sdk: Client;

beforeAll(async () => {
  ours = await played();
  theirs = await openRecorder();
  const httpProfile = { endpoint: theirs.host, protocol: 'http://', agent };
  const credential = { secretId: keys.secretId, secretKey: keys.secretKey, token: keys.token };
  sdk = new scf.v20180416.Client({ credential, region: 'ap-guangzhou', profile: { httpProfile, language: 'en-US' } });
});

afterAll(async () => {
  agent.destroy();
  await theirs.close();
});

/** What the SDK sends for an action and its parameters. */
async function bySdk(action: Action, params: object): Promise<Recorded> {
  // Each method takes parameters of its own.
  await (sdk[action] as (given: object) => Promise<unknown>).call(sdk, params);
  const sent = theirs.requests.at(-1);
  if (!sent) throw new Error('nothing arrived');
  return sent;
}

/** All of a request but for what no two requests have in common, and for who sent it. */
function comparable({ method, path, headers, params }: Recorded) {
  const names = ['content-type', 'x-tc-action', 'x-tc-version', 'x-tc-region', 'x-tc-token', 'x-tc-language'];
  const given = Object.fromEntries(names.map((name) => [name, headers[name]]));
  const stamp = (headers['x-tc-timestamp'] ?? '').replaceAll(/\d/g, '0');
  const authorization = (headers['authorization'] ?? '').replace(/\d{4}-\d\d-\d\d/, 'day').replace(/Signature=[0-9a-f]{64}$/, 'signature');
  return { method, path, headers: { ...given, stamp, authorization }, params };
}

/** The signature that a request must have under the secret that both have. */
function signatureOf({ headers, body, path, method }: Recorded): string {
  const { host = '', 'x-tc-timestamp': stamp } = headers;
  return Sign.sign3({
    method,
    url: `http://${host}${path}`,
    payload: JSON.parse(body) as object,
    timestamp: Number(stamp),
    service: host.split('.')[0] ?? '',
    secretId: keys.secretId,
    secretKey: keys.secretKey,
    multipart: false,
    boundary: '',
    headers: { 'Content-Type': 'application/json' },
  });
}

describe.each(actions)('%s', (action) => {
  const requests = (): Recorded[] => {
    const all = ours.all.filter((request) => request.action === action);
    return [...new Map(all.map((request) => [request.body, request])).values()];
  };

  it('is sent as the SDK sends it: way, headers and every field', async () => {
    expect(requests().length).toBeGreaterThan(0);
    for (const request of requests()) expect(comparable(request)).toEqual(comparable(await bySdk(action, request.params)));
  });

  it('says what the SDK declares: names, types, and all that is required', () => {
    const wrong = requests().flatMap(({ params }) => (action === 'GetAccount' ? Object.keys(params) : misfits(params, `${action}Request`)));
    expect(wrong).toEqual([]);
  });

  it('is signed under the secret, as the SDK would sign these bytes', async () => {
    for (const request of requests()) {
      expect(JSON.stringify(JSON.parse(request.body))).toBe(request.body);
      expect(request.headers['authorization']).toBe(signatureOf(request));
      const sent = await bySdk(action, request.params);
      expect(sent.headers['authorization']).toBe(signatureOf(sent));
    }
  });
});

describe('whoever deploys the same service with the SDK by hand sends the same', () => {
  const changing = (requests: readonly Recorded[]): unknown[] =>
    requests
      .filter(({ action }) => !/^(Get|List)/.test(action))
      .map(({ action, params: { Description: text, ...params } }) => {
        // Descriptions of versions and aliases are ours.
        const described = text !== undefined && !/^(PublishVersion|UpdateAlias)$/.test(action);
        return [action, { ...params, ...(described && { Description: text }) }];
      });
  const sorted = (requests: readonly unknown[]): unknown[] => requests.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  const written = async (requests: ReturnType<typeof toFirst>): Promise<unknown[]> => {
    const sent: unknown[] = [];
    for (const [action, params] of requests) sent.push([action, (await bySdk(action, params ?? {})).params]);
    return sent;
  };
  /** Members in the order of their names, so that requests can be sorted. */
  const inOrder = (requests: readonly unknown[]): unknown[] => sorted(requests.map(ordered));

  it.each<[what: string, got: () => readonly Recorded[], wanted: () => ReturnType<typeof toFirst>]>([
    ['when nothing is there yet', () => ours.first, () => toFirst(ours.zip)],
    ['when every option changes', () => ours.second, () => toSecond(ours.zip)],
    ['when all that can be taken out is taken out', () => ours.third, () => toThird],
  ])('%s', async (_what, got, wanted) => {
    expect(inOrder(changing(got()))).toEqual(inOrder(await written(wanted())));
  });

  it('with an archive that holds the files', () => {
    const unzipped = Object.entries(unzipSync(Buffer.from(ours.zip, 'base64'))).map(([name, bytes]) => [name, strFromU8(bytes)]);
    expect(Object.fromEntries(unzipped)).toEqual(files);
  });
});

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, ordered(inner)]),
  );
}

describe('the table', () => {
  const src = join(__dirname, '..', '..', 'src');
  const texts = ['cloud', 'commands', 'deploy'].flatMap((room) =>
    readdirSync(join(src, room), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(src, room, file), 'utf8')),
  );
  const literals = new Set(texts.flatMap((text) => [...text.matchAll(/'([A-Z][A-Za-z]+)'/g)].map(([, word = '']) => word)));

  it('has every action that the program names, and no other', () => {
    const known = Object.getOwnPropertyNames(scf.v20180416.Client.prototype).filter((name) => name !== 'constructor');
    expect(known.length).toBeGreaterThan(50);
    expect(known.filter((action) => literals.has(action)).sort()).toEqual([...actions]);
  });

  it('has every action that was called with a name of its own, or it is one of another service', () => {
    const called = texts.flatMap((text) => [...text.matchAll(/\.(?:call|read|send|pages)\(\s*'([A-Za-z]+)'/g)].map(([, word = '']) => word));
    expect(called.length).toBeGreaterThan(30);
    expect([...new Set(called)].filter((action) => !actions.some((own) => own === action)).sort()).toEqual(others);
  });

  it('has every action that was seen on the wire', () => {
    expect([...new Set(ours.all.map(({ action }) => action))].sort()).toEqual([...actions]);
  });
});
