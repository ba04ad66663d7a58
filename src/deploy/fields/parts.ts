import { flagIn, numberIn, partIn, partsIn, textIn, type Answer } from './answer';
import { differencesAt, differencesWithin, type Difference } from './differences';
import { field, isImage, type Wish } from './field';

type Layer = { readonly name: string; readonly version: number };

/** In their order: later ones cover earlier ones. @source scf-api.md UpdateFunctionConfiguration: replaces all; one without a name unbinds the last */
export const layers = field<readonly Layer[]>({
  member: 'Layers',
  options: ['layers'],
  wanted: ({ values }) => (values.layers ?? []).map(({ name, version }) => ({ name, version })),
  told: (answer) => {
    const bound = partsIn(answer, 'Layers').map((layer) => ({ name: textIn(layer, 'LayerName'), version: numberIn(layer, 'LayerVersion') ?? 0 }));
    return bound.filter(({ name }) => name !== '');
  },
  written: (value) =>
    value.length === 0 ? [{ LayerName: '', LayerVersion: 0 }] : value.map(({ name, version }) => ({ LayerName: name, LayerVersion: version })),
  isNone: (value) => value.length === 0,
  differences: layerDifferences,
});

/** By their names where these say all; else, such as when their order changes, as one. */
function layerDifferences(before: readonly Layer[] = [], after: readonly Layer[]): Difference[] {
  const [was, is] = [before, after].map((list) => Object.fromEntries(list.map(({ name, version }) => [name, version])));
  const kept = (list: readonly Layer[], other: readonly Layer[]): string =>
    list.flatMap(({ name }) => (other.some((one) => one.name === name) ? [name] : [])).join(' ');
  const twice = [before, after].some((list) => new Set(list.map(({ name }) => name)).size < list.length);
  const byName = !twice && kept(before, after) === kept(after, before) ? differencesAt('layers', was, is) : [];
  return byName.length > 0 ? byName : differencesAt('layers', before, after);
}

type DeadLetterQueue = { readonly type: string; readonly name: string; readonly filterType: string };

/** @source S66 */
export const deadLetterConfig = field<DeadLetterQueue | null>({
  member: 'DeadLetterConfig',
  options: ['deadLetter'],
  wanted: ({ plan: { deadLetter } }) =>
    deadLetter ? { type: deadLetter.type, name: deadLetter.name, filterType: deadLetter.filterType ?? '' } : null,
  told: (answer) => {
    const queue = partIn(answer, 'DeadLetterConfig');
    const [type, name] = [textIn(queue, 'Type'), textIn(queue, 'Name')];
    return type === '' && name === '' ? null : { type, name, filterType: textIn(queue, 'FilterType') };
  },
  written: (value) => ({ Type: value?.type ?? '', Name: value?.name ?? '', FilterType: value?.filterType ?? '' }),
  isNone: (value) => value === null,
  differences: (before = null, after) => {
    const sameType = before !== null && after !== null && kindOfQueue(before.type) === kindOfQueue(after.type);
    return differencesAt('deadLetter', sameType ? { ...before, type: after.type } : before, after);
  },
});

/** @source S66: both spellings are seen, `topic` and `CMQ-TOPIC` */
function kindOfQueue(type: string): string {
  return type.toLowerCase().replace(/^cmq-/, '');
}

/** How many requests an instance of a Web function serves at a time: as many as the platform thinks, or so many. */
type Concurrency = { readonly dynamicEnabled: true } | { readonly maxConcurrency: number };

/** @source S92: Web functions only; one request at a time is the same as no setting, and '' takes the setting away */
export const instanceConcurrency = field<Concurrency | null>({
  member: 'InstanceConcurrencyConfig',
  options: ['instanceConcurrency'],
  wanted: ({ values: { instanceConcurrency: written }, plan }) => {
    // Event functions take one event at a time, whatever they ask for.
    if (plan.type !== 'web') return null;
    return concurrencyOf(written?.dynamicEnabled ?? false, written?.maxConcurrency);
  },
  told: (answer) => {
    const config = partIn(answer, 'InstanceConcurrencyConfig');
    return concurrencyOf(flagIn(config, 'DynamicEnabled'), numberIn(config, 'MaxConcurrency'));
  },
  written: (value) => {
    if (value === null) return { DynamicEnabled: '' };
    return 'maxConcurrency' in value ? { DynamicEnabled: 'FALSE', MaxConcurrency: value.maxConcurrency } : { DynamicEnabled: 'TRUE' };
  },
  isNone: (value) => value === null,
});

function concurrencyOf(dynamicEnabled: boolean, maxConcurrency = 1): Concurrency | null {
  if (dynamicEnabled) return { dynamicEnabled };
  return maxConcurrency > 1 ? { maxConcurrency } : null;
}

/** `null` is HTTP. UpdateFunctionConfiguration has no such member. @source S206 */
export const protocolType = field<string | null>({
  member: 'ProtocolType',
  options: ['protocolType'],
  change: 'create',
  fixed: 'S206',
  wanted: ({ values }) => values.protocolType ?? null,
  told: (answer) => textIn(answer, 'ProtocolType') || null,
  written: (value) => value ?? '',
  isNone: (value) => value === null,
});

/** Seconds that a WebSocket may be silent, unless said. @source scf-api.md CreateFunction */
const idleTimeOutDefaultSec = 15;

/** Only where WebSocket is spoken. */
export const protocolParams = field<{ readonly wsParams: { readonly idleTimeOut: number } }>({
  member: 'ProtocolParams',
  options: ['protocolParams'],
  wanted: ({ values }) =>
    values.protocolType === 'WS' ? { wsParams: { idleTimeOut: values.protocolParams?.wsParams?.idleTimeOut ?? idleTimeOutDefaultSec } } : undefined,
  told: (answer) => {
    if (textIn(answer, 'ProtocolType') !== 'WS') return undefined;
    const idle = numberIn(partIn(partIn(answer, 'ProtocolParams'), 'WSParams'), 'IdleTimeOut');
    return { wsParams: { idleTimeOut: idle ?? idleTimeOutDefaultSec } };
  },
  written: ({ wsParams }) => ({ WSParams: { IdleTimeOut: wsParams.idleTimeOut } }),
  // Where no WebSocket is spoken yet, it is `protocolType` that differs, and nothing can be said of its parameters.
  differences: (before, after) => (before === undefined ? [] : differencesAt('protocolParams', before, after)),
});

/**
 * Those that are written; others may be there for whoever pays the bill. The API of functions sets tags only when it creates one, and
 * nobody would have a function created anew for them: a difference is told, and is for the console to take away.
 */
export const tags = field<Readonly<Record<string, string>>>({
  member: 'Tags',
  options: ['tags'],
  change: 'elsewhere',
  wanted: ({ values }) => (Object.keys(values.tags ?? {}).length === 0 ? undefined : values.tags),
  told: (answer) => {
    const told = partsIn(answer, 'Tags').map((tag) => [textIn(tag, 'Key'), textIn(tag, 'Value')] as const);
    return told.length === 0 ? undefined : Object.fromEntries(told);
  },
  written: (value) => Object.entries(value).map(([Key, Value]) => ({ Key, Value })),
  differences: (before, after) => differencesWithin('tags', before, after),
});

type Image = {
  readonly imageType: string;
  readonly imageUri: string;
  readonly registryId: string;
  readonly entryPoint: string;
  readonly command: string;
  readonly args: string;
  readonly containerImageAccelerate: boolean;
  readonly imagePort: number;
};

/** @source scf-api.md ImageConfig: 9000 unless said */
const imagePortDefault = 9000;

/** It is code: it goes into `Code` of the calls that bring code. @source S205 */
export const imageConfig = field<Image>({
  member: 'ImageConfig',
  options: ['image'],
  change: 'code',
  wanted: ({ values: { image }, plan }) => (image === undefined || !isImage({ plan }) ? undefined : wantedImage(image)),
  told: (answer) => {
    const image = partIn(answer, 'ImageConfig');
    return textIn(image, 'ImageUri') === '' ? undefined : toldImage(image);
  },
  written: writtenImage,
  isNone: () => true,
});

function wantedImage(image: NonNullable<Wish['values']['image']>): Image {
  const { imageType, imageUri, registryId = '', entryPoint = '', command = '', args = '' } = image;
  const { containerImageAccelerate = false, imagePort = imagePortDefault } = image;
  return { imageType, imageUri, registryId, entryPoint, command, args, containerImageAccelerate, imagePort };
}

function toldImage(image: Answer): Image {
  return {
    imageType: textIn(image, 'ImageType'),
    imageUri: textIn(image, 'ImageUri'),
    registryId: textIn(image, 'RegistryId'),
    entryPoint: textIn(image, 'EntryPoint'),
    command: textIn(image, 'Command'),
    args: textIn(image, 'Args'),
    containerImageAccelerate: flagIn(image, 'ContainerImageAccelerate'),
    imagePort: numberIn(image, 'ImagePort') ?? imagePortDefault,
  };
}

/** What is empty is not said: an image's own entry point and arguments are what it has when none are given. */
function writtenImage({ imageType, imageUri, registryId, entryPoint, command, args, containerImageAccelerate, imagePort }: Image) {
  return {
    ImageType: imageType,
    ImageUri: imageUri,
    ...(registryId === '' ? {} : { RegistryId: registryId }),
    ...(entryPoint === '' ? {} : { EntryPoint: entryPoint }),
    ...(command === '' ? {} : { Command: command }),
    ...(args === '' ? {} : { Args: args }),
    ContainerImageAccelerate: containerImageAccelerate,
    ImagePort: imagePort,
  };
}
