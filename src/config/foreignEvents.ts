import { foreignKey, translation, type ForeignTrigger } from './foreignTriggerLines';
import type { Trigger } from './foreignTriggerOptions';
import { flow } from './flow';
import { eventNames } from './generated/names';
import { isPlain, type Plain } from './plain';

/** Triggers of the platform, of other tools and of AWS that come near none here. */
const nowhere = [
  'mps',
  'clb',
  'cdn',
  'mqtt',
  'tdmq',
  'eb',
  'eventBridge',
  'websocket',
  'stream',
  'alexaSkill',
  'alexaSmartHome',
  'iot',
  'cognitoUserPool',
];

/** Options that a function URL has, and no gateway of AWS. @source CreateTrigger 583/18589 */
const urlOptions = ['parameters', 'authType', 'AuthType', 'netConfig', 'NetConfig', 'corsConfig', 'CorsConfig'];

/** Triggers of AWS and Aliyun, of which no more than the kind is told here. */
const kinds: Readonly<Record<string, Trigger>> = { oss: 'cos', kafka: 'ckafka', msk: 'ckafka', sns: 'cmq', sqs: 'cmq', cloudwatchLog: 'cls' };

/**
 * What an event means whose name is no trigger here.
 * @param value  what stands under its name
 * @source S220–S226
 */
export function foreignEvent(name: string, value: unknown, fn: Plain): ForeignTrigger | undefined {
  const found = { key: name, path: [name], write: [], dropped: [], rename: undefined, note: undefined };
  if (isFunctionUrl(name, value)) return { ...found, note: 'functionUrl' };
  if (nowhere.includes(name)) return { ...found, note: 'noTrigger' };
  const type = eventNames.find((ours) => ours === name.toLowerCase());
  if (type !== undefined) return { ...found, ...otherCase(type, value, fn) };
  const known = ofAws(name, value, fn);
  if (known === undefined) return undefined;
  const lines = known.each.map((options) => translation(known.type, options, fn));
  const dropped = [...new Set(lines.flatMap((line) => line.dropped))];
  return { ...found, write: lines.flatMap(({ write }) => write), dropped, note: lines.find(({ note }) => note !== undefined)?.note };
}

/** `http` is a gateway to AWS, and a function URL to the component. */
function isFunctionUrl(name: string, value: unknown): boolean {
  if (name === 'scfUrl' || name === 'functionUrl') return true;
  return name === 'http' && isPlain(value) && urlOptions.some((option) => Object.hasOwn(value, option));
}

/** `Timer`, as the API names it. */
function otherCase(type: Trigger, value: unknown, fn: Plain): Partial<ForeignTrigger> {
  if (!isPlain(value)) return { write: [`- ${type}: ${flow(value)}`], rename: type };
  return { ...translation(type, value, fn), rename: foreignKey(type, value) === undefined ? type : undefined };
}

interface Meant {
  readonly type: Trigger;
  /** Options of each trigger that it is, in their foreign names. */
  readonly each: readonly Plain[];
}

/** Events of the framework on AWS. */
function ofAws(name: string, value: unknown, fn: Plain): Meant | undefined {
  switch (name) {
    case 'schedule':
      return { type: 'timer', each: schedules(value) };
    case 'http':
    case 'httpApi':
    case 'apigateway':
      return { type: 'apigw', each: [gateway(value, fn)] };
    case 's3':
      return { type: 'cos', each: [bucket(value)] };
    default: {
      const type = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
      return type && { type, each: [isPlain(value) && typeof value['topic'] === 'string' ? { topic: value['topic'] } : {}] };
    }
  }
}

/** One schedule for each of its rates. */
function schedules(value: unknown): Plain[] {
  const options = isPlain(value) ? value : { rate: value };
  return [options['rate']].flat().map((rate) => ({ ...options, rate }));
}

/** A method and a path, as one text or a map. What handles events for AWS answers with status, headers and body. @source S222 */
function gateway(value: unknown, fn: Plain): Plain {
  const answers = fn['type'] === 'web' || (isPlain(value) && value['integration'] === 'lambda') ? {} : { integratedResponse: true };
  if (isPlain(value)) return { ...value, ...answers };
  const [, method = 'ANY', path = '/'] = typeof value === 'string' ? (/^\s*(?:([a-z]+|\*)\s+)?(\S+)\s*$/i.exec(value) ?? []) : [];
  return { path, method, ...answers };
}

/** A bucket by its name, or with events and rules of which each has an end of the name. */
function bucket(value: unknown): Plain {
  if (!isPlain(value)) return { bucket: value, events: 'cos:ObjectCreated:*' };
  const { rules, existing: _existing, event = 's3:ObjectCreated:*', ...options } = value;
  const filter = Array.isArray(rules) ? (Object.assign({}, ...rules.filter(isPlain)) as Plain) : undefined;
  return { ...options, event, filter };
}
