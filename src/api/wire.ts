import { isUtf8 } from 'node:buffer';
import { said } from '../messages/api';
import { printable } from './control/names';
import { ApiError } from './error';
import { nested } from './nested';
import type { Signable } from './signature';
import type { Exchange } from './transport';

/** What a request asks for, before anybody has looked whether it may. */
export interface Asked {
  readonly action: string;
  readonly version: string | undefined;
  readonly region: string | undefined;
  /** The action's parameters by name. */
  readonly values: Readonly<Record<string, unknown>>;
  /** They came as text, whatever they are. */
  readonly untyped: boolean;
}

/** Parameters of a query or a form that belong to the protocol. @source scf-api.md §2: the older signature methods */
const common: ReadonlySet<string> = new Set([
  'Action',
  'Version',
  'Region',
  'Timestamp',
  'Nonce',
  'SecretId',
  'Signature',
  'SignatureMethod',
  'Token',
  'Language',
  'RequestClient',
]);

const jsonType = 'application/json';

/** A request that has come in whole. */
export class Wired implements Signable {
  readonly method: string;
  readonly target: string;
  readonly body: Buffer;
  readonly flat: ReadonlyMap<string, string> | undefined;
  readonly #exchange: Exchange;

  /** @throws ApiError */
  constructor(exchange: Exchange, body: Buffer) {
    this.method = exchange.method;
    this.target = exchange.target;
    this.body = body;
    this.#exchange = exchange;
    this.flat = flatOf(this);
  }

  header(name: string): string | undefined {
    return this.#exchange.header(name);
  }
}

function flatOf(request: Omit<Signable, 'flat'>): ReadonlyMap<string, string> | undefined {
  if (request.method === 'GET') return new Map(new URLSearchParams(request.target.split('?').slice(1).join('?')));
  if (!isForm(request.header('content-type'))) return undefined;
  const text = textOf(request.body);
  if (request.header('x-tc-action') !== undefined && text.startsWith('{')) {
    throw new ApiError('InvalidParameter', said('wire.jsonAsForm'));
  }
  return new Map(new URLSearchParams(text));
}

/** Whether a body is that of a form, by its type. */
export function isForm(contentType: string | undefined): boolean {
  return mediaTypeOf(contentType) === 'application/x-www-form-urlencoded';
}

/**
 * What a request asks for.
 * @throws ApiError
 * @source scf-api.md §1, §2, §9
 */
export function askedOf(request: Wired): Asked {
  const { flat } = request;
  const action = request.header('x-tc-action') ?? flat?.get('Action') ?? '';
  if (action === '') throw new ApiError('InvalidAction', said('wire.noAction'));
  return {
    action,
    version: request.header('x-tc-version') ?? flat?.get('Version'),
    region: request.header('x-tc-region') ?? flat?.get('Region'),
    values: flat ? nested([...flat].filter(([name]) => !common.has(name))) : jsonOf(request),
    untyped: flat !== undefined,
  };
}

/** @throws ApiError `InvalidParameter` */
function jsonOf(request: Wired): Readonly<Record<string, unknown>> {
  const type = mediaTypeOf(request.header('content-type'));
  if (type !== '' && type !== jsonType) {
    throw new ApiError('InvalidParameter', said('wire.contentType', { type: printable(type) }));
  }
  if (request.body.length === 0) return {};
  const value = parsed(textOf(request.body));
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  throw new ApiError('InvalidParameter', said('wire.notObject'));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ApiError('InvalidParameter', said('wire.notJson', { position: positionOf(error) }));
  }
}

/** Where JSON is broken, without what stands there: it may be a secret. */
function positionOf(error: unknown): string | undefined {
  return error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
}

function textOf(body: Buffer): string {
  if (!isUtf8(body)) throw new ApiError('InvalidParameter', said('wire.notUtf8'));
  const text = body.toString();
  // A byte order mark is no part of the text.
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function mediaTypeOf(contentType = ''): string {
  if (contentType === jsonType) return jsonType;
  return (contentType.split(';')[0] ?? '').trim().toLowerCase();
}
