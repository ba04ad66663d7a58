import { limits } from '../../scf';
import type { WrittenFunction } from '../../config';
import { flagIn, numberIn, partIn, partsIn, textIn, type Answer } from './answer';
import { differencesAt } from './differences';
import { field, imageRuntime, isImage, type Field, type Wish } from './field';

/** Web functions begin with their start file and images with their entry point, so only the others have a handler. @source scf-api.md CreateFunction */
export const handler = field<string>({
  member: 'Handler',
  options: ['handler'],
  change: 'code',
  wanted: ({ plan }) => (plan.type === 'web' || isImage({ plan }) ? undefined : plan.handler),
  told: (answer) => (textIn(answer, 'Type') === 'HTTP' || isImageAnswer(answer) ? undefined : textIn(answer, 'Handler')),
  written: (value) => value,
});

export const description = field<string>({
  member: 'Description',
  options: ['description'],
  wanted: ({ values }) => values.description ?? '',
  told: (answer) => textIn(answer, 'Description'),
  written: (value) => value,
  isNone: (value) => value === '',
});

/** @source S150: 128 MB unless said */
export const memorySize = field<number>({
  member: 'MemorySize',
  options: ['memorySize'],
  wanted: ({ plan }) => plan.memoryMB,
  told: (answer) => numberIn(answer, 'MemorySize') ?? limits.memoryDefault.value,
  written: (value) => value,
});

/** Seconds. @source S72, S150: 3 unless said */
export const timeout = field<number>({
  member: 'Timeout',
  options: ['timeout'],
  wanted: ({ plan }) => plan.timeoutMs / 1000,
  told: (answer) => numberIn(answer, 'Timeout') ?? limits.timeoutDefault.value,
  written: (value) => value,
});

/** @source S121: images take longer to start */
const imageInitTimeoutSec = 90;

/** Seconds. @source S121 */
export const initTimeout = field<number>({
  member: 'InitTimeout',
  options: ['initTimeout'],
  wanted: ({ values, plan }) => values.initTimeout ?? initTimeoutDefault(isImage({ plan })),
  told: (answer) => numberIn(answer, 'InitTimeout') ?? initTimeoutDefault(isImageAnswer(answer)),
  written: (value) => value,
});

function initTimeoutDefault(image: boolean): number {
  return image ? imageInitTimeoutSec : limits.initTimeoutDefault.value;
}

/**
 * By name. All of them are the service's: one that is not written is taken away.
 * @source scf-api.md UpdateFunctionConfiguration: replaces all; one variable without name and value clears it
 */
export const environment = field<Readonly<Record<string, string>>>({
  member: 'Environment',
  options: ['environment'],
  wanted: ({ plan }) => plan.environment,
  told: (answer) => {
    const variables = partsIn(partIn(answer, 'Environment'), 'Variables');
    const pairs = variables.map((variable) => [textIn(variable, 'Key'), textIn(variable, 'Value')] as const);
    return Object.fromEntries(pairs.filter(([key]) => key !== ''));
  },
  written: (value) => {
    const variables = Object.entries(value).map(([Key, Value]) => ({ Key, Value }));
    return { Variables: variables.length === 0 ? [{ Key: '', Value: '' }] : variables };
  },
  isNone: (value) => Object.keys(value).length === 0,
});

/**
 * What the service could not find out (`null`) is no difference: to make a function anew because of it would cost all that it has. An
 * image is known by its address, whatever is told of its runtime.
 * @source scf-api.md UpdateFunctionConfiguration: accepted, but not changeable; GetFunction: may be null
 */
export const runtime = field<string>({
  member: 'Runtime',
  options: ['runtime'],
  change: 'create',
  fixed: 'runtime',
  wanted: ({ plan }) => plan.runtime,
  told: (answer) => (isImageAnswer(answer) ? imageRuntime : answer['Runtime'] === null ? undefined : textIn(answer, 'Runtime')),
  written: (value) => value,
  differences: (before, after) => (before === undefined && after !== imageRuntime ? [] : differencesAt('runtime', before, after)),
});

/** '' is none. @source S80 */
export const role = field<string>({
  member: 'Role',
  options: ['role'],
  wanted: ({ plan }) => plan.role ?? '',
  told: (answer) => textIn(answer, 'Role'),
  written: (value) => value,
  isNone: (value) => value === '',
});

/** @source S206 */
export const type = field<'event' | 'web'>({
  member: 'Type',
  options: ['type'],
  change: 'create',
  fixed: 'S206',
  wanted: ({ plan }) => plan.type,
  told: (answer) => (textIn(answer, 'Type') === 'HTTP' ? 'web' : 'event'),
  written: (value) => (value === 'web' ? 'HTTP' : 'Event'),
});

/** @source S76; scf-api.md §8, 5: absent is off */
export const asyncRunEnable = flag('AsyncRunEnable', 'asyncRunEnable', { change: 'create', fixed: 'S76' });

/** @source S81; UpdateFunctionConfiguration has no such member */
export const traceEnable = flag('TraceEnable', 'traceEnable', { change: 'create', fixed: 'S81' });

export const dnsCache = flag('DnsCache', 'dnsCache');

/** Told again with every change of code: each new code is another one to install for. @source scf-api.md UpdateFunctionCode */
export const installDependency = flag('InstallDependency', 'installDependency', { change: 'code' });

type FlagOption = {
  readonly [K in keyof WrittenFunction]-?: NonNullable<WrittenFunction[K]> extends boolean ? K : never;
}[keyof WrittenFunction];

/** `TRUE` or `FALSE`, off unless said. */
function flag(member: string, option: FlagOption, fixed: Partial<Pick<Field, 'change' | 'fixed'>> = {}): Field<boolean> {
  return field<boolean>({
    member,
    options: [option],
    ...fixed,
    wanted: ({ values }: Wish) => values[option] ?? false,
    told: (answer) => flagIn(answer, member),
    written: (value) => (value ? 'TRUE' : 'FALSE'),
    isNone: (value) => !value,
  });
}

/** Packages are told an image without an address, or none. */
function isImageAnswer(answer: Answer): boolean {
  return textIn(answer, 'Runtime') === imageRuntime || textIn(partIn(answer, 'ImageConfig'), 'ImageUri') !== '';
}
