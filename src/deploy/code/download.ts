import type { Dispatcher } from 'undici';
import { proxiesOf, type Env } from '../../cloud/proxies';
import { ZipFault } from '../../archive';
import type { Lang } from '../../messages';
import { sayDeployCode } from '../../messages/deployCode';
import { DeployFault } from '../fault';
import { codeLimits } from './figures';
import { contentHashOfZip } from './package';

export interface DownloadOptions {
  readonly signal: AbortSignal;
  /** The process environment: its proxies are used. */
  readonly env: Env;
  /** Sends in undici's place; it is not ours to close. */
  readonly dispatcher?: Dispatcher | undefined;
  /** How much is taken, bytes. */
  readonly bytesMax?: number | undefined;
}

/** How long nothing may come, s. */
const idleSec = 30;

/**
 * The hash of what is deployed, as `PackageFacts` has it. Nothing is sent along: the address itself is the permission.
 *
 * @param url  of GetFunctionAddress
 * @throws DeployFault `codeDownload`; whatever aborted the signal
 * @source scf-api.md GetFunctionAddress
 */
export async function contentHashOfUrl(url: string, options: DownloadOptions): Promise<string> {
  // The rest of the address is a permission, and not shown.
  const host = URL.canParse(url) ? new URL(url).host : '?';
  try {
    return await contentHashOfZip(await downloaded(url, options));
  } catch (error) {
    options.signal.throwIfAborted();
    throw new DeployFault('codeDownload', (lang) => sayDeployCode(lang, 'deployCode.downloadFailed', { host, why: whyOf(error, lang) }));
  }
}

/** Why something could not be downloaded, besides what the network says. */
class Refusal extends Error {
  constructor(readonly say: (lang: Lang) => string) {
    super(say('en'));
  }
}

function whyOf(error: unknown, lang: Lang): string {
  if (error instanceof Refusal || error instanceof ZipFault) return error.say(lang);
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT')
    return sayDeployCode(lang, 'deployCode.downloadSlow', { seconds: idleSec });
  return code ?? message;
}

async function downloaded(url: string, options: DownloadOptions): Promise<Buffer> {
  const { signal, env, dispatcher, bytesMax = codeLimits.unzippedBytes } = options;
  // Slow to load, and needed only when code is in doubt.
  const { EnvHttpProxyAgent, request } = await import('undici');
  const timeouts = { connectTimeout: 10_000, headersTimeout: idleSec * 1000, bodyTimeout: idleSec * 1000 };
  const own = dispatcher ? undefined : new EnvHttpProxyAgent({ ...timeouts, ...proxiesFor(url, env) });
  const through = dispatcher ?? own;
  try {
    const answer = await request(url, { signal, ...timeouts, ...(through && { dispatcher: through }) });
    if (answer.statusCode !== 200) {
      const status = answer.statusCode;
      await answer.body.dump();
      throw new Refusal((lang) => sayDeployCode(lang, 'deployCode.downloadStatus', { status }));
    }
    const pieces: Buffer[] = [];
    let bytes = 0;
    for await (const piece of answer.body as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > bytesMax) throw new Refusal((lang) => sayDeployCode(lang, 'deployCode.downloadTooLarge', { max: bytesMax }));
      pieces.push(piece);
    }
    return Buffer.concat(pieces, bytes);
  } finally {
    await own?.destroy();
  }
}

/** None on the way to this machine itself. Empty text keeps undici from reading the process' own environment. */
function proxiesFor(url: string, env: Env): { readonly httpProxy: string; readonly httpsProxy: string; readonly noProxy: string } {
  const local = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/.test(new URL(url).hostname);
  return local ? { httpProxy: '', httpsProxy: '', noProxy: '*' } : proxiesOf(env);
}
