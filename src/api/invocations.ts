import type { Context } from 'hono';
import type { RequestHistory } from '../history/view';
import { said } from '../messages/api';
import type { Invocation, Region } from '../region';
import type { Directory, KnownFunction } from './action';
import { ApiError } from './error';
import type { RequestFeed } from './feed';
import { languageFor } from './language';
import { Params } from './params';
import { pairsOf } from './routingKey';
import { Story } from './story';
import { ClientLeft, exchangeOf, type ApiEnv } from './transport';

interface House {
  readonly invoke: Region['invoke'];
  readonly directory: Directory;
  readonly history: RequestHistory;
  readonly feed: RequestFeed;
  readonly maxBytes: number;
}

/**
 * `POST /-/invocations`: call a function and tell all that happens to it, one JSON object a line; for our own command line.
 * Body: `{ function, event, type?, qualifier?, routingKey?, namespace? }`, `function` a key of the region or a name in the cloud.
 */
export async function streamInvocation(c: Context<ApiEnv>, house: House): Promise<Response> {
  try {
    const call = callOf(await paramsOf(c, house.maxBytes), house.directory);
    const story = new Story(house.history);
    const { invocation, stop } = house.feed.watch(
      () => house.invoke(call),
      (happening) => story.hear(happening),
    );
    tellEnd(invocation, story);
    return c.body(story.stream(stop), 200, { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' });
  } catch (error) {
    if (error instanceof ClientLeft) return c.body(null, 400);
    if (!(error instanceof ApiError)) throw error;
    const status = error.code.startsWith('ResourceNotFound') ? 404 : error.code === 'RequestSizeLimitExceeded' ? 413 : 400;
    return c.json({ error: error.code, message: error.said[languageFor(exchangeOf(c))] }, status);
  }
}

async function paramsOf(c: Context<ApiEnv>, maxBytes: number): Promise<Params> {
  // A page may send a form or plain text to any address without asking; JSON it may not.
  if (!(c.req.header('content-type') ?? '').startsWith('application/json')) throw new ApiError('InvalidParameter', said('wire.jsonType'));
  const body = await exchangeOf(c).body(maxBytes);
  if (!body) throw new ApiError('RequestSizeLimitExceeded', said('wire.tooLarge', { maxBytes }));
  const value = valueOf(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ApiError('InvalidParameter', said('wire.notObject'));
  return new Params(value as Readonly<Record<string, unknown>>);
}

function valueOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new ApiError('InvalidParameter', said('wire.notObject'));
  }
}

function callOf(params: Params, directory: Directory): Parameters<Region['invoke']>[0] {
  const fn = functionOf(params, directory);
  const qualifier = params.text('qualifier');
  const event = params.text('event') ?? '{}';
  if (valueOfEvent(event) === undefined) throw new ApiError('InvalidParameter', said('invoke.memberEvent'));
  const routingKey = routingKeyOf(params);
  return {
    function: fn.key,
    event: Buffer.from(event),
    type: params.choice('type', ['sync', 'async']) ?? 'sync',
    ...(qualifier !== undefined && { qualifier }),
    ...(routingKey && { routingKey }),
  };
}

function functionOf(params: Params, directory: Directory): KnownFunction {
  const name = params.requiredText('function');
  return directory.get(name) ?? directory.find(params.text('namespace') ?? 'default', name);
}

function routingKeyOf(params: Params): Record<string, string> | undefined {
  if (!params.has('routingKey')) return undefined;
  const pairs = pairsOf(params.raw('routingKey'));
  if (!pairs) throw new ApiError('InvalidParameterValue', said('invoke.memberRoutingKey'));
  return pairs;
}

/** @returns undefined when the text is no JSON */
function valueOfEvent(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The observers of an end are told before whoever waits for the answer: here both wait, in their order. */
function tellEnd({ answer, ended }: Invocation, story: Story): void {
  void answer.then((given) =>
    story.tell({ kind: 'answer', answer: given.kind === 'result' ? { ...given, result: given.result.toString() } : given }),
  );
  void ended.then((over) => {
    story.tell({ kind: 'ended', ended: { ...over, result: over.result?.toString() } });
    story.end();
  });
}
