import type { DocumentStore, Store, StoredDocument } from '../../store/port';
import type { AliasRecord, Deployment, FunctionRecord, NamespaceRecord, ProvisionedRecord, PublishedVersion, Tag, TriggerRecord } from './record';

/** Where documents go; what is put there is on disk once `flush` resolves. */
export type Documents = DocumentStore & Partial<Pick<Store, 'flush'>>;

const kinds = { function: 'api.function', version: 'api.version', namespace: 'api.namespace', account: 'api.account' } as const;

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

/** What of the API's doings outlives the process: functions, each of their versions, namespaces and the account quota. */
export class Archive {
  readonly #store: Documents;
  #dirty = false;

  constructor(store: Documents) {
    this.#store = store;
  }

  putFunction(record: FunctionRecord): void {
    const { key, name, namespace, id, addMs, modMs, latest, published, aliases, reservedMB, provisioned, triggers, tags } = record;
    const rest = { name, namespace, id, addMs, modMs, latest, published, triggers, tags };
    const document: FunctionDocument = {
      form,
      ...rest,
      aliases: [...aliases],
      reservedMB: reservedMB ?? null,
      provisioned: [...provisioned],
    };
    this.#put(kinds.function, key, document);
  }

  putVersion(key: string, version: string, published: PublishedVersion): void {
    this.#put(kinds.version, versionKey(key, version), { form, function: key, version, ...published } satisfies VersionDocument);
  }

  removeFunction(key: string, versions: Iterable<string>): void {
    // Without its function a version means nothing, so this order leaves nothing half there.
    this.#remove(kinds.function, key);
    for (const version of versions) this.removeVersion(key, version);
  }

  removeVersion(key: string, version: string): void {
    this.#remove(kinds.version, versionKey(key, version));
  }

  /** Every function, with its versions in their order. What is not understood is left out. */
  functions(): FunctionRecord[] {
    const versions = this.#documents(kinds.version).map(({ value }) => value as VersionDocument);
    versions.sort((a, b) => Number(a.version) - Number(b.version));
    return this.#documents(kinds.function).map(({ key, value: written }) => {
      const value = written as FunctionDocument;
      const own = versions.filter((version) => version.function === key);
      return {
        ...value,
        key,
        service: undefined,
        reservedMB: value.reservedMB ?? undefined,
        // A version is written before its function is: an engine that was killed between the two had published it.
        published: Math.max(value.published, ...own.map(({ version }) => Number(version))),
        versions: new Map(own.map((version) => [version.version, version])),
        aliases: new Map(value.aliases),
        provisioned: new Map(value.provisioned),
        activity: undefined,
      };
    });
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

function versionKey(key: string, version: string): string {
  return `${key}#${version}`;
}
