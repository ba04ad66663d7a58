import type { DocumentStore, Store, StoredDocument } from '../../store/port';
import type { FunctionPlan } from '../../scf';
import type {
  AliasRecord,
  Deployment,
  FunctionRecord,
  Loaded,
  NamespaceRecord,
  ProvisionedRecord,
  PublishedVersion,
  Tag,
  TriggerRecord,
} from './record';

/** What a function of a service is known by over restarts, also where the API has given it nothing. */
export interface Sighting {
  readonly id: string;
  /** When it was in the region first, ms since the Unix epoch … */
  readonly addMs: number;
  /** … and since when it is not; undefined while it is. */
  readonly absentMs: number | undefined;
}

/** Where documents go; what is put there is on disk once `flush` resolves. */
export type Documents = DocumentStore & Partial<Pick<Store, 'flush'>>;

const kinds = { namespace: 'api.namespace', account: 'api.account', sighting: 'service.sighting' } as const;

/** Functions that were made through the API, and those of services that it gave something. */
const families = {
  made: { function: 'api.function', version: 'api.version' },
  given: { function: 'service.function', version: 'service.version' },
} as const;

/** Of the documents' form: what another form says is left alone and not understood. */
const form = 1;

interface FunctionDocument {
  readonly form: typeof form;
  readonly name: string;
  readonly namespace: string;
  readonly id: string;
  readonly addMs: number;
  readonly modMs: number;
  readonly latest: Deployment;
  readonly published: number;
  readonly aliases: readonly (readonly [string, AliasRecord])[];
  /** JSON has no undefined. */
  readonly reservedMB: number | null;
  readonly provisioned: readonly (readonly [string, ProvisionedRecord])[];
  readonly triggers: readonly TriggerRecord[];
  readonly tags: readonly Tag[];
}

/** A function of a service, under its key in the region. */
interface GivenDocument extends FunctionDocument {
  readonly key: string;
  readonly service: string;
  readonly declared: FunctionPlan;
  readonly deployed?: string;
  /** Since when it is not in the region; left out while it is. */
  readonly absentMs?: number;
}

interface VersionDocument extends PublishedVersion {
  readonly form: typeof form;
  readonly function: string;
  readonly version: string;
}

/** The account quota as it was set, and what was configured then: once that changes, it counts. MB. */
interface StoredTotal {
  readonly totalMB: number;
  readonly configuredMB: number;
}

/** A function of a service, with what the API gave to it. */
export interface GivenFunction extends FunctionRecord {
  readonly service: string;
  readonly loaded: Loaded;
  /** Since when it was known not to be in the region, ms since the Unix epoch. */
  readonly absentMs: number | undefined;
}

type Family = (typeof families)[keyof typeof families];

/** What of the API's doings outlives the process: functions, each of their versions, namespaces and the account quota. */
export class Archive {
  readonly #store: Documents;
  #dirty = false;

  constructor(store: Documents) {
    this.#store = store;
  }

  /** @param absentMs  since when it is not in the region; undefined: it is */
  putFunction(record: FunctionRecord, absentMs?: number): void {
    const { name, namespace, id, addMs, modMs, latest, published, aliases, reservedMB, unfitMB, provisioned, triggers, tags } = record;
    const rest = { name, namespace, id, addMs, modMs, latest, published, triggers, tags };
    const document: FunctionDocument = {
      form,
      ...rest,
      aliases: [...aliases],
      reservedMB: unfitMB ?? reservedMB ?? null,
      provisioned: [...provisioned],
    };
    this.#put(familyOf(record).function, keyOf(record), { ...document, ...givenOf(record), ...(absentMs !== undefined && { absentMs }) });
  }

  putVersion(record: FunctionRecord, version: string, published: PublishedVersion): void {
    const document: VersionDocument = { ...published, form, function: keyOf(record), version };
    this.#put(familyOf(record).version, versionKey(record, version), document);
  }

  removeFunction(record: FunctionRecord): void {
    // Without its function a version means nothing, so this order leaves nothing half there.
    this.#remove(familyOf(record).function, keyOf(record));
    for (const version of record.versions.keys()) this.removeVersion(record, version);
  }

  removeVersion(record: FunctionRecord, version: string): void {
    this.#remove(familyOf(record).version, versionKey(record, version));
  }

  /** Every function that was made through the API, with its versions in their order. What is not understood is left out. */
  functions(): FunctionRecord[] {
    return this.#functions(families.made).map(({ key, value, own }) => recordOf(key, value, own));
  }

  /** Every function of a service that the API gave something, as it was. */
  given(): GivenFunction[] {
    return this.#functions(families.given).map(({ value: written, own }) => {
      const value = written as GivenDocument;
      const { key, service, declared, deployed, absentMs } = value;
      const loaded = { declared, deployed, regional: false, kept: true };
      return { ...recordOf(key, value, own), service, loaded, absentMs };
    });
  }

  #functions(family: Family): { readonly key: string; readonly value: FunctionDocument; readonly own: readonly VersionDocument[] }[] {
    const functions = this.#documents(family.function);
    if (functions.length === 0) return [];
    const versions = this.#documents(family.version).map(({ value }) => value as VersionDocument);
    versions.sort((a, b) => Number(a.version) - Number(b.version));
    return functions.map(({ key, value }) => {
      return { key, value: value as FunctionDocument, own: versions.filter((version) => version.function === key) };
    });
  }

  /** By the keys of `sightingKey`. */
  sightings(): Map<string, Sighting> {
    return new Map(this.#documents(kinds.sighting).map(({ key, value }) => [key, sightingOf(value as Sighting)]));
  }

  putSighting(key: string, sighting: Sighting): void {
    this.#put(kinds.sighting, key, { form, ...sighting });
  }

  removeSighting(key: string): void {
    this.#remove(kinds.sighting, key);
  }

  putNamespace(namespace: NamespaceRecord): void {
    this.#put(kinds.namespace, namespace.name, { form, ...namespace });
  }

  removeNamespace(name: string): void {
    this.#remove(kinds.namespace, name);
  }

  namespaces(): NamespaceRecord[] {
    return this.#documents(kinds.namespace).map(({ value }) => value as NamespaceRecord);
  }

  putTotal(total: StoredTotal): void {
    this.#put(kinds.account, 'total', { form, ...total });
  }

  get total(): StoredTotal | undefined {
    return this.#documents(kinds.account)[0]?.value as StoredTotal | undefined;
  }

  /** Resolves when all of it is on disk. @throws StoreFault */
  async flush(): Promise<void> {
    if (!this.#dirty) return;
    this.#dirty = false;
    await this.#store.flush?.();
  }

  #put(kind: string, key: string, value: object): void {
    this.#dirty = true;
    this.#store.put(kind, key, value);
  }

  #remove(kind: string, key: string): void {
    this.#dirty = true;
    this.#store.remove(kind, key);
  }

  #documents(kind: string): StoredDocument[] {
    return this.#store.documents(kind).filter(({ value }) => {
      return typeof value === 'object' && value !== null && (value as { readonly form?: unknown }).form === form;
    });
  }
}

function recordOf(key: string, value: FunctionDocument, own: readonly VersionDocument[]): FunctionRecord {
  const { name, namespace, id, addMs, modMs, latest, triggers, tags } = value;
  return {
    ...{ key, name, namespace, id, addMs, modMs, latest, triggers, tags },
    service: undefined,
    loaded: undefined,
    reservedMB: value.reservedMB ?? undefined,
    // A version is written before its function is: an engine that was killed between the two had published it.
    published: Math.max(value.published, ...own.map(({ version }) => Number(version))),
    versions: new Map(own.map((version) => [version.version, version])),
    aliases: new Map(value.aliases),
    provisioned: new Map(value.provisioned),
    activity: undefined,
  };
}

function familyOf({ service }: FunctionRecord): Family {
  return service === undefined ? families.made : families.given;
}

function sightingOf({ id, addMs, absentMs }: Sighting): Sighting {
  return { id, addMs, absentMs };
}

function keyOf(record: FunctionRecord): string {
  return record.service === undefined ? record.key : givenKey(record);
}

/** Under one key a `serverless.yml` has another function in each stage. */
export function givenKey({ key, namespace, name }: Pick<FunctionRecord, 'key' | 'namespace' | 'name'>): string {
  return `${key} ${namespace}:${name}`;
}

function givenOf({ key, service, loaded }: FunctionRecord): Partial<GivenDocument> {
  if (service === undefined || !loaded) return {};
  const { declared, deployed } = loaded;
  return { key, service, declared, ...(deployed !== undefined && { deployed }) };
}

function versionKey(record: FunctionRecord, version: string): string {
  return `${keyOf(record)}#${version}`;
}
