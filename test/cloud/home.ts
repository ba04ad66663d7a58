import { createApi, serve, type Served } from '../../src/api';
import { codeRoutes } from '../../src/api/control';
import { createClient, Credentials, type CloudClient } from '../../src/cloud';
import { cleanStages, stage, type Stage } from '../api/control/stage';
import { namer } from '../api/house';
import { MemoryHistory } from '../api/memoryHistory';
import { FakeTime } from './fakeCloud';

/** What requests are signed with. */
export const keys = { secretId: 'AKIDserved0123456789', secretKey: 'served-secret', token: 'served-token' };

/** A local region on a port that verifies signatures and keeps to the documented rates, and a client whose clock is the region's. */
export interface Home {
  readonly origin: string;
  readonly client: CloudClient;
  readonly region: Stage;
  readonly time: FakeTime;
  clientAs(changes: Partial<typeof keys>): CloudClient;
}

const open: { readonly served: Served; readonly region: Stage }[] = [];
const clients: CloudClient[] = [];

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await Promise.all(open.splice(0).map(async ({ served, region }) => Promise.all([served.close(), region.region.close()])));
});
afterAll(cleanStages);

/** Our own endpoint, with signatures verified and rates kept, and a client of it whose clock is the endpoint's. */
export async function openHome(options: Parameters<typeof stage>[0] = {}): Promise<Home> {
  const region = stage(options);
  const time = new FakeTime();
  const nowMs = (): number => time.nowMs();
  const api = createApi({
    region: region.region,
    history: new MemoryHistory(nowMs),
    directory: region.plane,
    actions: region.plane.actions,
    regionNames: ['ap-guangzhou'],
    signature: 'verify',
    credentials: [keys],
    rateLimits: true,
    unknownParameters: 'refuse',
    newRequestId: namer('request'),
    nowMs,
    extend: codeRoutes(region.plane),
  });
  const served = await serve(api, { port: 0, patience: { closeMs: 100 } });
  open.push({ served, region });
  const clientAs: Home['clientAs'] = (changes) => {
    // A proxy does not lead to this machine: were it used, nothing would be answered.
    const env = { HTTP_PROXY: 'http://127.0.0.1:1', HTTPS_PROXY: 'http://127.0.0.1:1' };
    const client = createClient({
      credentials: new Credentials({ ...keys, ...changes }, 'here'),
      region: 'ap-guangzhou',
      endpoint: served.origin,
      env,
      time,
    });
    clients.push(client);
    return client;
  };
  return { origin: served.origin, client: clientAs({}), region, time, clientAs };
}
