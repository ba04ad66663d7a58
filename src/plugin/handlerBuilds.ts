import { readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { addToZip, filesOf, type AddedFile, type ZipLimits } from '../archive';
import { DeployFault } from '../deploy/fault';
import type { Lang } from '../messages';
import { sayDeployCode } from '../messages/deployCode';
import { locateHandler } from '../runtime/handler';
import { TypeScriptBuilds } from '../runtime/typescript';

/** A function as far as packaging its handler goes. */
export interface HandlerPlace {
  readonly key: string;
  readonly runtime: string | undefined;
  readonly handler: string | undefined;
  /** Absolute. */
  readonly artifact: string;
  /** Nothing but the archive brings packages: no layer does, and nothing installs them where it is deployed. */
  readonly isWhole: boolean;
}

/** The framework has made these archives, from what is in the folder. */
const limits: ZipLimits = { unzippedBytes: Infinity, zipEntries: 65_535 };

/**
 * Puts handlers that are written in TypeScript into the artifacts of their functions, built as `invoke local` builds them: what was
 * tried is what is deployed. The framework has packaged the service as it is, with most packages that such a bundle leaves outside, and the
 * bundle takes in the others; so one file is added, and nothing has to be moved before and put back afterwards.
 *
 * @param codeDir  folder that handlers are resolved against
 * @throws DeployFault `esbuildMissing`, `buildFailed`
 * @source F50
 */
export async function addBuiltHandlers(codeDir: string, functions: readonly HandlerPlace[], lang: Lang): Promise<void> {
  const byArtifact = new Map<string, Written[]>();
  for (const fn of functions) {
    const source = await sourceOf(codeDir, fn, lang);
    if (source !== undefined) byArtifact.set(fn.artifact, [...(byArtifact.get(fn.artifact) ?? []), { ...fn, source }]);
  }
  for (const [artifact, handlers] of byArtifact) await addTo(artifact, codeDir, handlers, lang);
}

/** A handler in TypeScript, with its file, absolute. */
type Written = HandlerPlace & { readonly source: string };

interface BuiltHandler {
  readonly bundle: AddedFile;
  /** What the bundle needs beside itself. */
  readonly beside: readonly AddedFile[];
}

async function addTo(artifact: string, codeDir: string, handlers: readonly Written[], lang: Lang): Promise<void> {
  const zip = await readFile(artifact);
  const there = new Set(filesOf(zip, limits).map(({ name }) => name));
  const holds = handlers.every(({ isWhole }) => isWhole) ? (name: string) => there.has(name) : undefined;
  const byTarget = new Map<string, TypeScriptBuilds>();
  const built: BuiltHandler[] = [];
  for (const { key, runtime, source } of handlers) {
    // What is tried here runs on this Node, what is deployed on the function's.
    const target = `node${/\d+/.exec(runtime ?? '')?.[0] ?? ''}`;
    const builds = byTarget.get(target) ?? new TypeScriptBuilds(lang, { kind: 'archive', target, holds });
    byTarget.set(target, builds);
    built.push(await builtHandler(builds, codeDir, source, key));
  }
  // One that is there was built by another plugin, or by us before.
  const missing = built.filter(({ bundle }) => !there.has(bundle.name));
  if (missing.length === 0) return;
  const files = new Map(missing.flatMap(({ bundle, beside }) => [bundle, ...beside]).map((file) => [file.name, file]));
  const draft = `${artifact}.${process.pid}`;
  await writeFile(draft, await addToZip(zip, [...files.values()], limits));
  await rename(draft, artifact);
}

/** The file of a handler in TypeScript, absolute; undefined when it is in another language, or cannot be found: checks tell of that. */
async function sourceOf(codeDir: string, { runtime, handler }: HandlerPlace, lang: Lang): Promise<string | undefined> {
  if (runtime?.startsWith('Nodejs') !== true || handler === undefined) return undefined;
  const located = await locateHandler(codeDir, handler, lang);
  return typeof located !== 'string' && located.language === 'typescript' ? located.file : undefined;
}

async function builtHandler(builds: TypeScriptBuilds, codeDir: string, source: string, key: string): Promise<BuiltHandler> {
  const built = await builds.build(codeDir, source);
  if (!('file' in built)) {
    const why = built.message.replace(/^\w+: /, '');
    throw new DeployFault(built.status === 437 ? 'esbuildMissing' : 'buildFailed', (lang) =>
      sayDeployCode(lang, 'deployCode.buildFailed', { function: key, why }),
    );
  }
  const name = nameIn(codeDir, source).replace(/\.[cm]?ts$/, '.js');
  return { bundle: { name, content: await readFile(built.file) }, beside: await packageFile(codeDir, source) };
}

/**
 * The bundle is CommonJS, and has the only ending that the platform looks for. Where a package.json says that such files are ES
 * modules, one beside the bundle has to say otherwise.
 */
async function packageFile(codeDir: string, source: string): Promise<AddedFile[]> {
  const folder = dirname(source);
  for (let dir = folder; dir === codeDir || dir.startsWith(codeDir + sep); dir = dirname(dir)) {
    const text = await readFile(join(dir, 'package.json'), 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const content = membersOf(text);
    if (content['type'] !== 'module') return [];
    const changed = dir === folder ? { ...content, type: 'commonjs' } : { type: 'commonjs' };
    return [{ name: nameIn(codeDir, join(folder, 'package.json')), content: Buffer.from(`${JSON.stringify(changed, null, 2)}\n`) }];
  }
  return [];
}

function membersOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && content !== null ? { ...content } : {};
  } catch {
    // Node says what is wrong with it.
    return {};
  }
}

function nameIn(codeDir: string, file: string): string {
  return relative(codeDir, file).split(sep).join('/');
}
