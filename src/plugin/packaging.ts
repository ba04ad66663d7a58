import { copyFile, mkdir } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Lang } from '../messages';

/** What packaging needs of the framework. @source F14, F42–F48 */
export interface PackagingHost {
  readonly serviceDir: string;
  readonly service: {
    readonly provider: Readonly<Record<string, unknown>>;
    readonly functions?: unknown;
    package?: PackageOptions;
  };
  readonly pluginManager: { spawn(command: string): Promise<unknown> };
}

/** `package` of a service or a function; the framework writes the artifact that it has made into it. */
interface PackageOptions {
  readonly patterns?: readonly string[];
  readonly individually?: boolean;
  artifact?: string;
}

/** A function as the framework has it. */
interface HostFunction {
  readonly runtime?: unknown;
  readonly handler?: unknown;
  readonly image?: unknown;
  readonly type?: unknown;
  readonly layers?: unknown;
  readonly installDependency?: unknown;
  package?: PackageOptions;
}

export interface PackagingOptions {
  readonly lang: Lang;
  /** `--package` or `package.path`: where artifacts are to be, relative to `dir`; the framework's own folder unless said. */
  readonly packageDir?: string | undefined;
  /** Folder of the service as its user knows it; bundlers may have moved `serviceDir`. @source F34 */
  readonly dir?: string | undefined;
}

/**
 * What is never code, in whatever folder: secrets, and what we write ourselves. What packages of others bring along is no secret.
 * @source F44
 */
const leftOut = ['!.env*', '!!(node_modules)/**/.env*', '!**/.serverless-scf/**'];

/** Artifacts that the user has made, absolute: they stay as they are. */
const given = new WeakMap<PackagingHost, ReadonlySet<string>>();

/**
 * Before the framework packages (`before:package:createDeploymentArtifacts`): what is no code stays out. The user's own patterns come
 * later and win. Done once, however often it is called.
 */
export function beforePackage(host: PackagingHost, options: Pick<PackagingOptions, 'packageDir' | 'dir'> = {}): void {
  if (given.has(host)) return;
  const { service, serviceDir } = host;
  const artifacts = [service.package, ...[...functionsOf(host).values()].map((fn) => fn.package)].map((each) => each?.artifact);
  given.set(host, new Set(artifacts.filter((artifact) => artifact !== undefined).map((artifact) => resolve(serviceDir, artifact))));
  const own = packagesInside(options.dir ?? serviceDir, options.packageDir);
  service.package = { ...service.package, patterns: [...leftOut, ...own, ...(service.package?.patterns ?? [])] };
}

/**
 * After it has packaged (`after:package:createDeploymentArtifacts`): handlers in TypeScript are built into their artifacts, and
 * artifacts go where they were asked for, which the framework does for AWS only.
 * @throws DeployFault `esbuildMissing`, `buildFailed`
 * @source F43, F50
 */
export async function afterPackage(host: PackagingHost, options: PackagingOptions): Promise<void> {
  await buildHandlers(host, [...functionsOf(host).keys()], options.lang);
  if (options.packageDir !== undefined) await copyArtifacts(host, resolve(options.dir ?? host.serviceDir, options.packageDir));
}

/**
 * Packages one function, as `deploy` would: so that it is changed only where its code is.
 * @throws DeployFault `esbuildMissing`, `buildFailed`
 * @source F43: the framework leaves that to the provider, and loses the path of an artifact without `package`
 */
export async function packageFunction(host: PackagingHost, key: string, { lang }: Pick<PackagingOptions, 'lang'>): Promise<void> {
  beforePackage(host);
  const fn = functionsOf(host).get(key);
  if (!fn || isPresent(fn.image)) return;
  const options = (fn.package ??= {});
  const individually = options.individually === true || host.service.package?.individually === true;
  // The framework heeds a function's patterns here even where `deploy` would not. @source F46
  if (!individually) fn.package = withoutPatterns(options);
  try {
    await host.pluginManager.spawn('package:function');
  } finally {
    if (!individually && options.patterns) fn.package = { ...fn.package, patterns: options.patterns };
  }
  await buildHandlers(host, [key], lang);
}

function withoutPatterns({ patterns: _, ...rest }: PackageOptions): PackageOptions {
  return rest;
}

/** The pattern that leaves earlier packages out of the next one; none when they are outside of the service. */
function packagesInside(dir: string, packageDir: string | undefined): string[] {
  if (packageDir === undefined) return [];
  const way = relative(dir, resolve(dir, packageDir));
  const inside = way.split(sep).join('/');
  return inside === '' || inside === '..' || inside.startsWith('../') || isAbsolute(way) ? [] : [`!${inside}/**`];
}

async function buildHandlers(host: PackagingHost, keys: readonly string[], lang: Lang): Promise<void> {
  const functions = functionsOf(host);
  const places = keys.flatMap((key) => {
    const fn = functions.get(key);
    const artifact = fn && madeArtifact(host, fn);
    // A server of one's own starts from a file of its own. @source S206
    if (artifact === undefined || fn?.type === 'web') return [];
    const runtime = textOf(fn?.runtime) ?? textOf(host.service.provider['runtime']);
    const layers = fn?.layers ?? host.service.provider['layers'];
    const isWhole = fn?.installDependency !== true && !(Array.isArray(layers) && layers.length > 0);
    return [{ key, runtime, handler: textOf(fn?.handler), artifact, isWhole }];
  });
  if (!places.some(({ handler }) => handler !== undefined)) return;
  // Only packaging needs it: other commands start without.
  const { addBuiltHandlers } = await import('./handlerBuilds');
  await addBuiltHandlers(host.serviceDir, places, lang);
}

/** The archive that the framework has made for a function, absolute. */
function madeArtifact(host: PackagingHost, fn: HostFunction): string | undefined {
  if (isPresent(fn.image)) return undefined;
  const artifact = fn.package?.artifact ?? host.service.package?.artifact;
  if (artifact === undefined) return undefined;
  const path = resolve(host.serviceDir, artifact);
  return given.get(host)?.has(path) === true ? undefined : path;
}

async function copyArtifacts(host: PackagingHost, folder: string): Promise<void> {
  const made = [host.service.package, ...[...functionsOf(host).values()].map((fn) => fn.package)];
  for (const options of made) {
    if (options?.artifact === undefined) continue;
    const path = resolve(host.serviceDir, options.artifact);
    if (given.get(host)?.has(path) === true || dirname(path) === folder) continue;
    const target = join(folder, basename(path));
    await mkdir(folder, { recursive: true });
    await copyFile(path, target);
    options.artifact = target;
  }
}

function functionsOf(host: PackagingHost): ReadonlyMap<string, HostFunction> {
  const { functions } = host.service;
  if (typeof functions !== 'object' || functions === null) return new Map();
  return new Map(Object.entries(functions).filter((entry): entry is [string, HostFunction] => typeof entry[1] === 'object' && entry[1] !== null));
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
