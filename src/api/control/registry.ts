import { said } from '../../messages/api';
import type { Said } from '../../messages/text';
import type { RegionPlan } from '../../scf';
import { ApiError } from '../error';
import type { Archive, GivenFunction } from './documents';
import { assertFunctionName, printable } from './names';
import type { FunctionRecord, NamespaceRecord } from './record';
import { longAbsent, Sightings } from './sightings';

/** The functions and namespaces of a region, by the names that the API knows them by. */
export class Registry {
  readonly #archive: Archive;
  readonly #functions = new Map<string, FunctionRecord>();
  readonly #names = new Map<string, FunctionRecord>();
  readonly #namespaces = new Map<string, NamespaceRecord>();
  /** Of functions of services. */
  readonly sightings: Sightings;
  /** As they were before, those included that come with the region or a service. */
  readonly #writtenNamespaces: Map<string, NamespaceRecord>;

  constructor(archive: Archive, plan: Pick<RegionPlan, 'namespace'>, nowMs: number) {
    this.#archive = archive;
    this.sightings = new Sightings(archive);
    this.#writtenNamespaces = new Map(archive.namespaces().map((namespace) => [namespace.name, namespace]));
    this.host('default', nowMs);
    this.host(plan.namespace, nowMs);
  }

  /** By its key in the region. */
  get(key: string): FunctionRecord | undefined {
    return this.#functions.get(key);
  }

  /** In the order of their coming. */
  all(): IterableIterator<FunctionRecord> {
    return this.#functions.values();
  }

  in(namespace: string): FunctionRecord[] {
    return [...this.#functions.values()].filter((record) => record.namespace === namespace);
  }

  named(namespace: string, name: string): FunctionRecord | undefined {
    return this.#names.get(qualified(namespace, name));
  }

  /** @throws ApiError `ResourceNotFound.Namespace`, `ResourceNotFound.Function`, `InvalidParameterValue.FunctionName` */
  find(namespace: string, name: string): FunctionRecord {
    this.namespace(namespace);
    const known = this.named(namespace, name) ?? this.#functions.get(name);
    if (known?.namespace === namespace) return known;
    assertFunctionName(name);
    throw new ApiError('ResourceNotFound.Function', this.#missing(namespace, name));
  }

  add(record: FunctionRecord): void {
    this.adopt(record);
    this.save(record);
  }

  /** Add one that is written down already, or never will be. */
  adopt(record: FunctionRecord): void {
    this.#functions.set(record.key, record);
    this.#names.set(qualified(record.namespace, record.name), record);
    if (record.service !== undefined) this.sightings.came(record);
  }

  /** A function of a service is called otherwise from now on. */
  rename(record: FunctionRecord, namespace: string, name: string): void {
    const renamed = record.namespace !== namespace || record.name !== name;
    if (renamed && isKept(record)) this.#archive.removeFunction(record);
    if (renamed) this.sightings.forget(record);
    this.#free(record);
    record.namespace = namespace;
    record.name = name;
    this.#names.set(qualified(namespace, name), record);
    if (renamed && isKept(record)) {
      // One of that name may have been here before; its versions are not this one's.
      for (const before of this.given()) if (before.key === record.key && before.name === name && before.namespace === namespace) this.forget(before);
      this.#write(record);
    }
    if (renamed) this.sightings.came(record);
  }

  remove(record: FunctionRecord): void {
    this.#drop(record);
    if (record.service !== undefined) this.sightings.forget(record);
    if (isKept(record)) this.#archive.removeFunction(record);
  }

  /** It goes with its service, or from its file, and may come again. */
  leave(record: FunctionRecord, nowMs: number): void {
    this.#drop(record);
    this.sightings.left(record, nowMs);
    if (isKept(record)) this.#archive.putFunction(record, nowMs);
  }

  #drop(record: FunctionRecord): void {
    this.#functions.delete(record.key);
    this.#free(record);
  }

  /** Its name, unless another has taken it meanwhile. */
  #free(record: FunctionRecord): void {
    const name = qualified(record.namespace, record.name);
    if (this.#names.get(name) === record) this.#names.delete(name);
  }

  /** Functions of services that it was given something before, as they were. */
  given(): GivenFunction[] {
    return this.#archive.given();
  }

  /** It will not come again. */
  forget(record: GivenFunction): void {
    this.#archive.removeFunction(record);
    this.sightings.forget(record);
  }

  /**
   * Functions of services that are not here are remembered for a while, for they may only be commented out, or of a service that
   * joins now and then; but not for ever: services are renamed, and stages come and go.
   */
  forgetLongAbsent(nowMs: number): void {
    const absent = this.given().filter(({ key, name, namespace }) => this.named(namespace, name)?.key !== key);
    for (const record of absent) if (record.absentMs === undefined) this.#archive.putFunction(record, nowMs);
    for (const record of longAbsent(absent, nowMs)) this.forget(record);
    this.sightings.forgetLongAbsent(this.#functions.values(), nowMs);
  }

  /** The API gives it something: of a function of a service that is written nowhere else. */
  keep(record: FunctionRecord): void {
    if (isKept(record)) return;
    if (record.loaded) record.loaded.kept = true;
    this.#write(record);
  }

  /** A function has changed. One of a service is written in its `serverless.yml`, until the API gives it something. */
  save(record: FunctionRecord): void {
    if (isKept(record)) this.#archive.putFunction(record);
  }

  /** A version was published, or its record has changed. */
  saveVersion(record: FunctionRecord, version: string): void {
    const published = record.versions.get(version);
    if (isKept(record) && published) this.#archive.putVersion(record, version, published);
  }

  removeVersion(record: FunctionRecord, version: string): void {
    if (isKept(record)) this.#archive.removeVersion(record, version);
  }

  #write(record: FunctionRecord): void {
    for (const [version, published] of record.versions) this.#archive.putVersion(record, version, published);
    this.#archive.putFunction(record);
  }

  /** @throws ApiError `ResourceNotFound.Namespace` */
  namespace(name: string): NamespaceRecord {
    const found = this.#namespaces.get(name);
    if (found) return found;
    const known = [...this.#namespaces.keys()];
    throw new ApiError('ResourceNotFound.Namespace', said('namespaces.none', { name: printable(name), known }));
  }

  namespaces(): NamespaceRecord[] {
    return [...this.#namespaces.values()];
  }

  hasNamespace(name: string): boolean {
    return this.#namespaces.has(name);
  }

  /** A namespace comes with the region or a service; one that was here before has its times again. */
  host(name: string, nowMs: number): void {
    if (this.#namespaces.has(name)) return;
    const before = this.#writtenNamespaces.get(name);
    if (before) this.#namespaces.set(name, before);
    else this.putNamespace({ name, description: '', addMs: nowMs, modMs: nowMs, own: false });
  }

  putNamespace(namespace: NamespaceRecord): void {
    this.#namespaces.set(namespace.name, namespace);
    this.#archive.putNamespace(namespace);
  }

  /** One that was written down; what a service has brought comes only with that service. */
  adoptNamespace(namespace: NamespaceRecord): void {
    if (namespace.own || this.#namespaces.has(namespace.name)) this.#namespaces.set(namespace.name, namespace);
  }

  removeNamespace(name: string): void {
    this.#namespaces.delete(name);
    this.#writtenNamespaces.delete(name);
    this.#archive.removeNamespace(name);
  }

  #missing(namespace: string, name: string): Said {
    const elsewhere = [...this.#functions.values()].find((record) => record.name === name || record.key === name);
    return said('functions.none', { name: printable(name), namespace: printable(namespace), elsewhere: elsewhere?.namespace });
  }
}

/** Whether it is written down. */
function isKept({ loaded }: FunctionRecord): boolean {
  return loaded?.kept ?? true;
}

function qualified(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}
