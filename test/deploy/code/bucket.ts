import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import COS from 'cos-nodejs-sdk-v5';
import type { CosSettings } from '../../../src/deploy/code/cos';
import { keys } from './artifacts';

/** A bucket on this machine, for the real SDK. It answers as COS does, and verifies signatures. */
export interface Bucket {
  readonly settings: CosSettings;
  readonly objects: Map<string, { readonly body: Buffer; readonly headers: Readonly<Record<string, string>> }>;
  /** `PUT /a.zip`, in their order. */
  readonly requests: string[];
  /** All that was ever sent to it, in text. */
  readonly heard: string[];
  /** What the next requests of a method are refused with. */
  refuse(method: string, status: number, code: string): void;
  /** From now on, no request is answered. */
  fallSilent(): void;
}

const open: Server[] = [];

export async function closeBuckets(): Promise<void> {
  await Promise.all(
    open.splice(0).map((server) => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    }),
  );
}

export async function openBucket(): Promise<Bucket> {
  const objects: Bucket['objects'] = new Map();
  const requests: string[] = [];
  const heard: string[] = [];
  const refusals = new Map<string, { readonly status: number; readonly code: string }>();
  let silent = false;
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      if (silent) return;
      const { method = '', url = '' } = request;
      requests.push(`${method} ${url}`);
      heard.push(JSON.stringify(request.headers));
      const refuse = (status: number, code: string): void => {
        const xml = `<?xml version='1.0' encoding='utf-8' ?><Error><Code>${code}</Code><Message>because</Message><RequestId>NjQy</RequestId></Error>`;
        response.writeHead(status, { 'content-type': 'application/xml', 'x-cos-request-id': 'NjQy' }).end(method === 'HEAD' ? '' : xml);
      };
      const refusal = refusals.get(method);
      if (!isSigned(request)) return refuse(403, 'SignatureDoesNotMatch');
      if (refusal) return refuse(refusal.status, refusal.code);
      if (method === 'PUT') {
        const kept = Object.entries(request.headers).filter((entry): entry is [string, string] => entry[0].startsWith('x-cos-meta-'));
        objects.set(url, { body: Buffer.concat(pieces), headers: Object.fromEntries(kept) });
        response.writeHead(200, { etag: '"1"', 'x-cos-request-id': 'NjQy' }).end();
        return;
      }
      const object = objects.get(url);
      if (!object) return refuse(404, 'NoSuchKey');
      response.writeHead(200, { ...object.headers, 'content-length': object.body.length, 'x-cos-request-id': 'NjQy' }).end();
    });
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    settings: { Domain: `127.0.0.1:${port}`, Protocol: 'http:' },
    objects,
    requests,
    heard,
    refuse: (method, status, code) => refusals.set(method, { status, code }),
    fallSilent: () => {
      silent = true;
    },
  };
}

/** Whether a request was signed with our key: the same signature is made once more of what it says to have signed. */
function isSigned({ method = '', url = '', headers }: IncomingMessage): boolean {
  const authorization = headers.authorization ?? '';
  const said = new Map(authorization.split('&').map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]));
  const signed = (said.get('q-header-list') ?? '').split(';').filter((name) => name !== '');
  const Headers = Object.fromEntries(signed.map((name) => [name, headers[name]]));
  const options = {
    SecretId: keys.secretId,
    SecretKey: keys.secretKey,
    Method: method as 'PUT',
    Pathname: decodeURIComponent(url),
    Query: {},
    Headers,
  };
  const again = COS.getAuthorization({ ...options, KeyTime: said.get('q-sign-time') } as Parameters<typeof COS.getAuthorization>[0]);
  return signed.includes('host') && headers['x-cos-security-token'] === keys.token && again === authorization;
}
