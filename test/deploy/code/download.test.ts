import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { MockAgent } from 'undici';
import { codeRoutes } from '../../../src/api/control';
import type { ApiEnv } from '../../../src/api/transport';
import { contentHashOfUrl, packageOf } from '../../../src/deploy/code';
import { creation } from '../../api/control/stage';
import { openHome } from '../../cloud/home';
import { artifact, cleanFolders, faultOf, zipped } from './artifacts';

const open: Server[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => (server.closeAllConnections(), new Promise((resolve) => server.close(resolve)))));
});
afterAll(cleanFolders);

const url = 'https://code.example.com/a.zip?sign=secret-permission';
const never = new AbortController().signal;

/** Answers one download with what it is told. */
function answering(status: number, body: string | Buffer): MockAgent {
  const agent = new MockAgent();
  agent.disableNetConnect();
  agent.get('https://code.example.com').intercept({ path: '/a.zip?sign=secret-permission', method: 'GET' }).reply(status, body);
  return agent;
}

/** A server on this machine; returns its origin. It refuses who says anything besides the path. */
async function serving(answer: (path: string) => Promise<Buffer>): Promise<string> {
  const server = createServer((request, response) => {
    const { url = '/', headers } = request;
    if (headers.authorization !== undefined || headers.cookie !== undefined) response.writeHead(400).end();
    else void answer(url).then((body) => response.end(body));
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('code that is deployed', () => {
  it('has the hash of the package that it was deployed from, also as the local endpoint keeps it', async () => {
    const home = await openHome();
    const pack = await packageOf(
      artifact([
        { name: 'index.js', content: 'exports.main = () => 1;' },
        { name: 'run', executable: true },
      ]),
    );
    await home.client.call('CreateFunction', { ...creation('resize'), Code: { ZipFile: (await pack.bytes()).toString('base64') } });
    const { Url, CodeSha256 } = await home.client.call('GetFunctionAddress', { FunctionName: 'resize' });
    expect(CodeSha256).toBe(pack.facts.zipSha256);
    const app = new Hono<ApiEnv>();
    codeRoutes(home.region.plane)(app);
    const origin = await serving(async (path) => Buffer.from(await (await app.request(path)).arrayBuffer()));
    // No proxy leads to this machine: were it used, nothing would come.
    const env = { HTTP_PROXY: 'http://127.0.0.1:1', HTTPS_PROXY: 'http://127.0.0.1:1' };
    expect(await contentHashOfUrl(`${origin}${String(Url).slice(new URL(String(Url)).origin.length)}`, { signal: never, env })).toBe(
      pack.facts.contentHash,
    );
  });

  it('has the same hash as another archive of the same files', async () => {
    const files = [{ name: 'index.js', content: '1' }, 'b.js'];
    const dispatcher = answering(200, Buffer.from(zipped([...files].reverse(), { level: 1, mtime: new Date(2020, 1, 1) })));
    expect(await contentHashOfUrl(url, { signal: never, env: {}, dispatcher })).toBe((await packageOf(artifact(files))).facts.contentHash);
  });

  it.each([
    { what: 'is not there', status: 403, body: '<Error/>', says: 'HTTP 403' },
    { what: 'leads elsewhere', status: 302, body: '', says: 'HTTP 302' },
    { what: 'is no archive', status: 200, body: 'hello', says: 'no ZIP' },
    { what: 'is larger than asked for', status: 200, body: 'x'.repeat(2_000), says: '0.0 MB' },
  ])('that $what is told, and its address is not', async ({ status, body, says }) => {
    const fault = await faultOf(() => contentHashOfUrl(url, { signal: never, env: {}, dispatcher: answering(status, body), bytesMax: 1_000 }));
    expect(fault).toMatchObject({ code: 'codeDownload', en: expect.stringContaining(says), zh: expect.stringMatching(/[一-鿿]/) });
    expect(fault.en).toContain('code.example.com');
    expect(fault.en + fault.zh).not.toContain('secret-permission');
  });

  it('cannot be had of an address that is none', async () => {
    expect((await faultOf(() => contentHashOfUrl('nowhere', { signal: never, env: {} }))).code).toBe('codeDownload');
  });

  it('ends with who asked for it', async () => {
    const reason = new Error('interrupted');
    const work = contentHashOfUrl(url, { signal: AbortSignal.abort(reason), env: {}, dispatcher: answering(200, '') });
    await expect(work).rejects.toBe(reason);
  });
});
