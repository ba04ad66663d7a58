import type { Path } from './diagnostic';
import { flow } from './flow';
import { optionMeant, translatedOptions, type Trigger } from './foreignTriggerOptions';
import { methodsOf } from './foreignValues';
import { isPlain, type Plain } from './plain';

/** What there is to say about a translation beside the lines themselves. */
export type TriggerNote =
  /** The platform has function URLs; here they cannot be written yet. */
  | 'functionUrl'
  /** The platform or this package has no such trigger. */
  | 'noTrigger'
  /** Other tools leave a trigger switched off that does not say `enable: true`. */
  | 'closed'
  /** Nothing answers for the handler when a browser asks for CORS. */
  | 'cors'
  /** The same for a Web function, which answers in full anyway. */
  | 'corsWeb';

/** A trigger as another tool writes it, and how it is written here. */
export interface ForeignTrigger {
  /** The key that shows it. */
  readonly key: string;
  /** Where that key stands inside the event. */
  readonly path: Path;
  /** Lines of `events:` to write in place of the event; none where nothing comes near it. */
  readonly write: readonly string[];
  /** Names of options that have no counterpart, but those that `note` is about. */
  readonly dropped: readonly string[];
  /** The key to write in place of `key`, where nothing else has to change. */
  readonly rename: string | undefined;
  readonly note: TriggerNote | undefined;
}

/** Options that other tools' gateways have, and that of the gateways here nobody can set. */
const gatewayOptions = [
  ...[
    'parameters',
    'endpoints',
    'apis',
    'enableCORS',
    'cors',
    'protocols',
    'netTypes',
    'serviceName',
    'serviceDesc',
    'description',
    'serviceTimeout',
  ],
  ...['isBase64Encoded', 'apiName', 'param', 'usagePlan', 'auth', 'customDomains', 'function', 'authorizer', 'private'],
];

/** The first option of a trigger that is another tool's; slips of the pen are none. */
export function foreignKey(type: Trigger, options: Plain): string | undefined {
  return Object.entries(options).find(([key, value]) => {
    if (value === null || value === undefined) return false;
    if (key === 'parameters') return isPlain(value);
    const here = optionMeant(type, key);
    if (here !== undefined && here !== key) return key !== 'rate' && key !== 'input';
    if (type === 'cos') return key === 'prefix' || key === 'suffix';
    return type === 'apigw' && ((key === 'method' && Array.isArray(value)) || gatewayOptions.includes(key));
  })?.[0];
}

type Lines = Pick<ForeignTrigger, 'write' | 'dropped' | 'note'>;

/**
 * A trigger in lines of `events:`.
 * @param written  its options, and those in `parameters`
 */
export function translation(type: Trigger, written: Plain, fn: Plain): Lines {
  const { parameters, ...own } = written;
  const all = isPlain(parameters) ? { ...own, ...withoutName(type, parameters, own) } : own;
  const each = (type === 'apigw' ? endpointsOf(all) : [type === 'cos' ? withFilter(all) : all]).map((options) => translatedOptions(type, options));
  // Both tools send CLOSE for a trigger that does not say `enable: true`, gateways aside.
  const closed = isPlain(parameters) && type !== 'apigw' && type !== 'cls' && each.every(({ options }) => options['enable'] === undefined);
  const dropped = [...new Set(each.flatMap((one) => one.dropped))];
  const others = dropped.filter((name) => name !== 'cors' && name !== 'enableCORS');
  const cors = others.length < dropped.length;
  return {
    write: each.map(({ options }) => lineOf(type, closed ? { ...options, enable: false } : options)),
    dropped: others,
    note: closed ? 'closed' : cors ? corsOf(fn) : undefined,
  };
}

/** One line of `events:`. */
function lineOf(type: Trigger, options: Plain): string {
  return `- ${type}: ${flow(options)}`;
}

function corsOf(fn: Plain): TriggerNote {
  return fn['type'] === 'web' ? 'corsWeb' : 'cors';
}

/** What `name` is in `parameters`: the instance or topic that is meant, else the trigger's own name, which one outside is too. */
function withoutName(type: Trigger, { name, ...parameters }: Plain, own: Plain): Plain {
  if (name === null || name === undefined) return parameters;
  if (type === 'ckafka') return { instanceId: name, ...parameters };
  if (type === 'cmq') return { topic: name, ...parameters };
  return typeof own['name'] === 'string' ? parameters : { name, ...parameters };
}

/** A bucket's trigger is named after it, which says nothing; ends of names may stand beside the filter. */
function withFilter({ name, prefix, suffix, ...options }: Plain): Plain {
  const bucket = options['bucket'] ?? name;
  const filter = { prefix, suffix, ...(isPlain(options['filter']) ? options['filter'] : {}) };
  const named = name === bucket ? {} : { name };
  return { ...named, bucket, ...options, filter };
}

/** A gateway's trigger has one path and one method; `endpoints` have several, each with options over those around it. */
function endpointsOf({ endpoints, apis, ...options }: Plain): Plain[] {
  const several = [endpoints, apis].flat().filter(isPlain);
  const all = several.length === 0 ? [options] : several.map((endpoint) => ({ ...options, ...endpoint }));
  return all.flatMap(({ function: target, ...endpoint }) => {
    const one = isPlain(target) ? { ...endpoint, ...target } : endpoint;
    const methods = methodsOf(one['method'] ?? one['httpMethod']);
    return methods.length === 0 ? [one] : methods.map((method) => ({ ...one, method, httpMethod: undefined }));
  });
}
