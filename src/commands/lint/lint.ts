import { relative, sep } from 'node:path';
import { grouped, handlerFaults, type Diagnostic, type Located } from '../../config';
import type { DiagnosticCode } from '../../messages';
import type { Baseline, Finding } from '../../lint';
import type { LintReport, ServiceReport } from '../../report/lintReport';
import { besideOneAnother, type AskCloud } from './accounts';
import { locatedIn, membersOf, type Member, type Readable } from './members';

/** How services are looked at. */
export interface Looks {
  /** Whether at every stage that they speak of. */
  readonly allStages: boolean;
  /** From which moment on schedules are to fire, ms since the epoch. */
  readonly nowMs: number;
  readonly baseline: Baseline | undefined;
  /** Folder from which fingerprints name services, absolute: that of the baseline, so that it means the same wherever the command runs. */
  readonly root: string;
  readonly askCloud: AskCloud | undefined;
}

/** A service that was looked at, and where it is. */
export interface LintedService extends ServiceReport {
  /** Absolute. */
  readonly dir: string;
  /** The folder as fingerprints name it: from the root, with `/`. */
  readonly rooted: string;
}

export interface Linted extends LintReport {
  readonly services: readonly LintedService[];
  /** Whether every folder had a configuration that can be read. */
  readonly found: boolean;
}

/** What only the live account can tell. */
const ofCloud: readonly DiagnosticCode[] = ['SCF219', 'SCF401'];

/** Checks services, each by itself and all of an account together. */
export async function lint(readables: readonly Readable[], looks: Looks): Promise<Linted> {
  const read: Member[] = [];
  for (const readable of readables) read.push(...(await membersOf(readable, looks.allStages, looks.nowMs)));
  const { members, accounts } = await besideOneAnother(read, looks.askCloud);
  const files = grouped(members, ({ known, folder }) => JSON.stringify([folder, known.file]));
  const unlooked = looks.askCloud === undefined ? ofCloud : [];
  const services = await Promise.all(files.map((stages) => serviceReport(stages, looks.root, unlooked)));
  const findings = looks.baseline === undefined ? services : await besideBaseline(services, looks.baseline, unlooked);
  return { services: findings, accounts, found: members.every(({ known }) => known.file !== undefined) };
}

async function besideBaseline(services: readonly LintedService[], baseline: Baseline, unlooked: readonly DiagnosticCode[]): Promise<LintedService[]> {
  const { withBaseline } = await import('../../lint');
  const rooted = services.map((service) => ({ folder: service.rooted, findings: service.findings }));
  const known = withBaseline(rooted, baseline, unlooked);
  return services.map((service, index) => ({ ...service, findings: known[index]?.findings ?? service.findings }));
}

/** One configuration file, at one stage or several. */
async function serviceReport(stages: readonly Member[], root: string, unlooked: readonly DiagnosticCode[]): Promise<LintedService> {
  const [first] = stages;
  const folder = first?.folder ?? '';
  const dir = first?.known.dir ?? root;
  const rooted = relative(root, dir).split(sep).join('/');
  const perStage = await Promise.all(
    stages.map(async (member) => ({ stage: member.stage, located: await locatedIn(member, await handlersOf(member)) })),
  );
  const merged = atStages(perStage);
  const texts = new Map(stages.flatMap(({ places }) => [...(places?.texts ?? [])]));
  const name = first?.result?.plan?.service ?? nameOf(first?.known.service);
  const functions = Math.max(0, ...stages.map(({ result }) => result?.account.functions.length ?? 0));
  return {
    folder,
    dir,
    rooted,
    name,
    file: first?.known.file,
    stages: stages.map(({ stage }) => stage),
    texts,
    findings: await findingsIn(merged, texts, rooted, unlooked),
    functions,
    functionKeys: [...new Set(stages.flatMap(({ known }) => keysOf(known.service)))],
  };
}

/** What counts and what does not. Where nothing is found and nothing suppressed, as it should be, what it takes is not even loaded. */
async function findingsIn(
  merged: readonly AtStages[],
  texts: ReadonlyMap<string, string>,
  rooted: string,
  unlooked: readonly DiagnosticCode[],
): Promise<Finding[]> {
  if (merged.length === 0 && ![...texts.values()].some((text) => text.includes('scf-ignore'))) return [];
  const { findingsOf, suppress } = await import('../../lint');
  const located = merged.map((one) => one.located);
  const found = findingsOf(located, rooted).map((finding, index): Finding => ({ ...finding, stages: merged[index]?.stages }));
  return suppress(found, texts, rooted, unlooked);
}

/** What is wrong with the files that functions begin in; nothing is run. */
async function handlersOf({ known: { service }, options }: Member): Promise<Diagnostic[]> {
  return service === undefined ? [] : handlerFaults(service, options);
}

function nameOf(service: unknown): string | undefined {
  const name = (service as { readonly service?: unknown } | undefined)?.service;
  return typeof name === 'string' ? name : undefined;
}

function keysOf(service: unknown): string[] {
  const functions = (service as { readonly functions?: unknown } | undefined)?.functions;
  return typeof functions === 'object' && functions !== null && !Array.isArray(functions) ? Object.keys(functions) : [];
}

/** Something that was found, with its stages unless they are all that were checked. */
interface AtStages {
  readonly located: Located;
  readonly stages: readonly string[] | undefined;
}

/** What is found at several stages is told once. */
function atStages(perStage: readonly { readonly stage: string; readonly located: readonly Located[] }[]): AtStages[] {
  const all = perStage.flatMap(({ stage, located }) => located.map((one) => ({ stage, one })));
  const same = grouped(all, ({ one: { diagnostic, file, position } }) =>
    JSON.stringify([diagnostic.code, file, position, diagnostic.path, diagnostic.params]),
  );
  return same.flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const stages = [...new Set(group.map(({ stage }) => stage))];
    return [{ located: first.one, stages: stages.length === perStage.length ? undefined : stages }];
  });
}
