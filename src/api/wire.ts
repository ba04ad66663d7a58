import { isUtf8 } from 'node:buffer';
import { printable } from './control/names';
import { ApiError } from './error';
import { nested } from './nested';
import type { Signable } from './signature';

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

/** A request as it came in. */
export type Wired = Omit<Signable, 'flat'>;

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

/**
 * The text parameters of a request that has its parameters in its query or as a form.
 * @throws ApiError
 */
export function flatOf({ method, target, header, body }: Wired): ReadonlyMap<string, string> | undefined {
  if (method === 'GET') return new Map(new URLSearchParams(target.split('?').slice(1).join('?')));
  if (!isForm(header('content-type'))) return undefined;
  const text = textOf(body);
  if (header('x-tc-action') !== undefined && text.startsWith('{')) {
    throw new ApiError(
      'InvalidParameter',
      'The body looks like JSON, but its Content-Type is that of a form. Send `Content-Type: application/json`.',
    );
  }
  return new Map(new URLSearchParams(text));
}

/** Whether a body is that of a form, by its type. */
export function isForm(contentType: string | undefined): boolean {
  return mediaTypeOf(contentType) === 'application/x-www-form-urlencoded';
}

/**
 * What a request asks for.
 * @param flat  what `flatOf` found in it
 * @throws ApiError
 * @source scf-api.md §1, §2, §9
 */
export function askedOf(request: Wired, flat: ReadonlyMap<string, string> | undefined): Asked {
  const { header } = request;
  const action = header('x-tc-action') ?? flat?.get('Action') ?? '';
  if (action === '')
    throw new ApiError('InvalidAction', 'The request names no action: neither by the header `X-TC-Action` nor by the parameter `Action`.');
  const said = {
    action,
    version: header('x-tc-version') ?? flat?.get('Version'),
    region: header('x-tc-region') ?? flat?.get('Region'),
  };
  if (!flat) return { ...said, values: jsonOf(request), untyped: false };
  return { ...said, values: nested([...flat].filter(([name]) => !common.has(name))), untyped: true };
}

/** @throws ApiError `InvalidParameter` */
function jsonOf({ header, body }: Wired): Readonly<Record<string, unknown>> {
  const type = mediaTypeOf(header('content-type'));
  if (type !== '' && type !== 'application/json') {
    throw new ApiError('InvalidParameter', `The Content-Type "${printable(type)}" is not understood: send application/json.`);
  }
  if (body.length === 0) return {};
  const value = parsed(textOf(body));
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  throw new ApiError('InvalidParameter', 'The body must be a JSON object.');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ApiError('InvalidParameter', `The body is not JSON: ${placeOf(error)}.`);
  }
}

/** Where JSON is broken, without what stands there: it may be a secret. */
function placeOf(error: unknown): string {
  const [place] = error instanceof Error ? (/at position \d+/.exec(error.message) ?? []) : [];
  return place === undefined ? 'it ends too early or is malformed' : `malformed ${place}`;
}

function textOf(body: Buffer): string {
  if (!isUtf8(body)) throw new ApiError('InvalidParameter', 'The body is not valid UTF-8.');
  // A byte order mark is no part of the text.
  return body.toString().replace(/^\uFEFF/, '');
}

function mediaTypeOf(contentType = ''): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase();
}
