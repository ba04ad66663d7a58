import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isPlain, type Plain } from '../../config/plain';
import { sayDeployCode } from '../../messages/deployCode';
import { DeployFault } from '../fault';

/** Where packages are looked for. */
export interface ArtifactPlaces {
  /** Of the service, absolute. */
  readonly dir: string;
  /** What `--package` or `package.path` says; relative to `dir`. */
  readonly packageDir?: string | undefined;
}

/** Where the framework puts packages. @source F42 */
const defaultPackageDir = '.serverless';

/**
 * The archive with a function's code: the function's own artifact, else the service's, else the one that `sls package` makes, which
 * is named for the function where it is packaged individually, and for the service otherwise.
 *
 * @param service  the resolved configuration, or what the framework has made of it
 * @returns absolute
 * @throws DeployFault `packageMissing`, `packageElsewhere`, `packageNoFile`
 * @source F42, F43
 */
export async function artifactOf(service: unknown, key: string, places: ArtifactPlaces): Promise<string> {
  const artifact = artifactNamed(service, key, places.packageDir ?? defaultPackageDir);
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(artifact)) {
    throw new DeployFault('packageElsewhere', (lang) => sayDeployCode(lang, 'deployCode.packageElsewhere', { function: key, artifact }));
  }
  const path = resolve(places.dir, artifact);
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new DeployFault('packageMissing', (lang) => sayDeployCode(lang, 'deployCode.packageMissing', { function: key, path }));
  if (!found.isFile()) throw new DeployFault('packageNoFile', (lang) => sayDeployCode(lang, 'deployCode.packageNoFile', { path }));
  return path;
}

/** The path of an artifact, whether or not it is there; relative to the service. */
function artifactNamed(service: unknown, key: string, packageDir: string): string {
  const all = plain(service);
  const ofService = plain(all['package']);
  const ofFunction = plain(plain(plain(all['functions'])[key])['package']);
  const own = textOf(ofFunction['artifact']);
  if (own !== undefined) return own;
  const shared = textOf(ofService['artifact']);
  if (shared !== undefined && ofFunction['individually'] !== true) return shared;
  const name = isIndividual(ofService, ofFunction) ? key : nameOf(all['service']);
  return join(packageDir, `${name}.zip`);
}

/** @source F46 */
function isIndividual(ofService: Plain, ofFunction: Plain): boolean {
  return ofFunction['individually'] === true || ofService['individually'] === true;
}

/** Of a service, which may be written as an object with a name. */
function nameOf(service: unknown): string {
  return textOf(isPlain(service) ? service['name'] : service) ?? 'service';
}

function plain(value: unknown): Plain {
  return isPlain(value) ? value : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
