import { request, type IncomingMessage } from 'node:http';
import { apiLanguages, type Lang } from '../messages/text';

/** A request to a region that some process on this machine serves. */
export interface RegionRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With the origin. */
  readonly url: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Of the address file, where it is asked for. */
  readonly token?: string;
  readonly signal?: AbortSignal;
  /** Of whoever reads why it is refused. */
  readonly lang: Lang;
}

/** The region answered, but not with what was asked for. */
export class RegionRefusal extends Error {
  override readonly name = 'RegionRefusal';
}

/**
 * Lines of JSON as they come, until the other side ends. No time limit: a job may say nothing for hours, and an answer that
 * is `fetch`ed is given up after five minutes of silence.
 *
 * @throws RegionRefusal when it answers with anything but 2xx; whatever the system says when the connection breaks
 */
export async function* ndjson(asked: RegionRequest): AsyncGenerator {
  const response = await answerTo(asked);
  let rest = '';
  for await (const chunk of response.setEncoding('utf8')) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield JSON.parse(line);
  }
  // A server that dies in the middle of an answer is an error of its own; here it only stopped between two lines.
  if (rest !== '') yield JSON.parse(rest);
}

/** The whole answer, as JSON; undefined when there is none. @throws like `ndjson` */
export async function json(asked: RegionRequest): Promise<unknown> {
  const text = await textOf(await answerTo(asked));
  return text === '' ? undefined : JSON.parse(text);
}

async function answerTo(asked: RegionRequest): Promise<IncomingMessage> {
  const response = await send(asked);
  const { statusCode = 0 } = response;
  if (statusCode >= 200 && statusCode < 300) return response;
  throw new RegionRefusal(reasonIn(await textOf(response)) ?? `HTTP ${statusCode}`);
}

function send({ method, url, body, token, signal, lang }: RegionRequest): Promise<IncomingMessage> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sending = request(url, {
      method,
      agent: false,
      headers: {
        'x-tc-language': apiLanguages[lang],
        ...(text !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(signal && { signal }),
    });
    sending.once('response', resolve);
    sending.once('error', reject);
    sending.end(text);
  });
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += String(chunk);
  return text;
}

/** What a refusal says in words, if it does. */
function reasonIn(text: string): string | undefined {
  try {
    const value = JSON.parse(text) as { readonly error?: { readonly message?: unknown }; readonly message?: unknown } | null;
    return [value?.message, value?.error?.message].find((said): said is string => typeof said === 'string');
  } catch {
    return undefined;
  }
}
