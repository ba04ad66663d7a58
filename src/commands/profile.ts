import { checkService, loadService, type CheckResult, type Diagnostic } from '../config';
import { say, type Lang } from '../messages';
import { diagnosticsText } from '../report/diagnostics';
import { profileJson, profileText, type FigureView } from '../report/profile';
import { differenceJson, differenceText, type FigureDifference, type FunctionDifference, type Instances } from '../report/profileDifference';
import { elasticMB, figures, instancesMax, profiles, type Allocation, type FunctionPlan, type Profile, type ProfileName } from '../scf';
import { UsageError, type ExitCode, type Output } from './output';
import { paramsOf } from './params';
import { placed, placesOfKnown, type KnownService, type ServiceOptions } from './serviceCheck';

/** A service whose knobs lie over the profiles that are shown. */
export type ProfileService = KnownService;

/** What was found in a folder: a service or none, or what the command ends with because it cannot be read. */
export type ServiceInFolder = { readonly service: ProfileService | undefined } | { readonly exitCode: ExitCode };

/**
 * The service in a folder, without the framework. A folder without one is fine: profiles can be shown by themselves.
 * @throws UsageError when an option is wrong
 */
export async function serviceIn({ param = [], ...options }: ServiceOptions, output: Output): Promise<ServiceInFolder> {
  const { service, text, file, unresolved, located, places } = await loadService({ ...options, params: paramsOf(param, output.lang) });
  const { dir, stage, region } = options;
  if (service !== undefined) return { service: { service, dir, stage, region, file, text, unresolved, places } };
  const reason = located.flatMap(({ diagnostic }) => (diagnostic.code === 'SCF110' ? [diagnostic.params.reason.kind] : []));
  if (reason.includes('missing')) return { service: undefined };
  output.err(diagnosticsText({ located, texts: new Map([[file ?? '', text]]) }, output.lang, output.colour));
  // A program is the framework's to read; the profile itself can be shown all the same.
  if (reason.includes('code')) return { service: undefined };
  return { exitCode: file === undefined ? 2 : 1 };
}

/**
 * Shows every figure of a profile with its source; what the service sets is marked.
 * @param options  `profile`, without which the service's own is shown; `json`
 * @throws UsageError when there is no such profile
 */
export async function showProfile(
  service: ProfileService | undefined,
  options: { readonly profile?: unknown; readonly json?: unknown },
  output: Output,
): Promise<ExitCode> {
  const { lang } = output;
  const asked = options.profile === undefined ? undefined : nameOf(options.profile, lang);
  const checked = service && (await checkedBy(service, asked, output));
  const profile = checked?.profile ?? profiles[asked ?? 'scf-2021'];
  const view = { profile: profile.name, service: service && serviceName(service), figures: figuresOf(profile) };
  output.out(options.json === true ? profileJson(view) : await profileText(view, lang, output.columns));
  return 0;
}

/**
 * Shows what differs between two profiles, and what this means for the functions of the service.
 * @throws UsageError when there is no such profile
 */
export async function diffProfiles(
  service: ProfileService | undefined,
  options: { readonly from?: unknown; readonly to?: unknown; readonly json?: unknown },
  output: Output,
): Promise<ExitCode> {
  const { lang } = output;
  const { from, to } = options;
  if (from === undefined || to === undefined) throw new UsageError(say(lang, 'profile.twoNames', { names: Object.keys(profiles) }));
  const names = { a: nameOf(from, lang), b: nameOf(to, lang) };
  const a = service && (await checkedBy(service, names.a, output));
  const b = service && checkService(service.service, optionsOf(service, names.b));
  const view = {
    a: { name: names.a, profile: a?.profile ?? profiles[names.a], findings: onlyIn(a, b) },
    b: { name: names.b, profile: b?.profile ?? profiles[names.b], findings: onlyIn(b, a) },
    service: service && serviceName(service),
    figures: differences(names.a, names.b, a?.profile, b?.profile),
    functions: a && b && functionsOf(a, b),
  };
  output.out(options.json === true ? differenceJson(view, lang) : await differenceText(view, lang, output.columns));
  return 0;
}

/** A profile by its name. @throws UsageError when there is none */
export function nameOf(name: unknown, lang: Lang): ProfileName {
  const names = Object.keys(profiles) as ProfileName[];
  const known = names.find((one) => one === name);
  if (known === undefined) throw new UsageError(say(lang, 'profile.unknown', { name: String(name), names }));
  return known;
}

function serviceName({ service }: ProfileService): string {
  const { service: name } = service as { readonly service?: unknown };
  return typeof name === 'string' ? name : '';
}

function optionsOf({ dir, stage, region, unresolved }: ProfileService, profile: ProfileName | undefined) {
  return { codeDir: dir, stage, region, unresolved, profile };
}

/** The service by a profile; which of its knobs are wrong, and so do not count, is told. */
async function checkedBy(service: ProfileService, profile: ProfileName | undefined, output: Output): Promise<CheckResult> {
  const checked = checkService(service.service, optionsOf(service, profile));
  const wrong = checked.diagnostics.filter(({ path, severity }) => path[0] === 'custom' && severity === 'error');
  const places = placesOfKnown(service);
  const located = await placed(wrong, service, places);
  if (located.length > 0) output.err(diagnosticsText({ located, texts: places?.texts ?? new Map() }, output.lang, output.colour));
  return checked;
}

function figuresOf(profile: Profile): FigureView[] {
  return figures.map(({ option, unit, rule, source, of }) => {
    const [value, standard] = [of(profile), of(profiles[profile.name])];
    const page = source[profile.name];
    return { option, value, unit, rule, source: page?.title, date: page?.date, standard: same(value, standard) ? undefined : standard };
  });
}

/** Figures in which two profiles differ; where the service sets one, it is the same in both again. */
function differences(a: ProfileName, b: ProfileName, inA: Profile | undefined, inB: Profile | undefined): FigureDifference[] {
  return figures.flatMap(({ option, unit, rule, of }) => {
    const [ofA, ofB] = [of(profiles[a]), of(profiles[b])];
    if (same(ofA, ofB)) return [];
    const set = inA && inB && same(of(inA), of(inB)) ? of(inA) : undefined;
    return [{ option, unit, rule, a: ofA, b: ofB, set }];
  });
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What the one check finds and the other does not. */
function onlyIn(checked: CheckResult | undefined, other: CheckResult | undefined): Diagnostic[] {
  const keyOf = ({ code, severity, path }: Diagnostic): string => JSON.stringify([code, severity, path]);
  const known = new Set(other?.diagnostics.map(keyOf));
  return (checked?.diagnostics ?? []).filter((diagnostic) => !known.has(keyOf(diagnostic)));
}

function functionsOf(a: CheckResult, b: CheckResult): FunctionDifference[] | undefined {
  const instances = ({ plan, allocation, profile }: CheckResult, key: string): Instances | undefined => {
    const fn = plan?.functions.find((one) => one.key === key);
    return fn && instancesOf(fn, allocation, profile);
  };
  return (a.plan ?? b.plan)?.functions.map(({ key }) => ({ function: key, a: instances(a, key), b: instances(b, key) }));
}

/**
 * Instances of a function that can be busy at once.
 * @source S§2.4: in the seed model provisioned ones stand outside of the cap, in the ga model inside
 */
function instancesOf(
  { memoryMB, reservedMB, provisionedInstances, tracking }: FunctionPlan,
  allocation: Allocation,
  { quotaModel }: Profile,
): Instances {
  const provisioned = tracking?.min ?? provisionedInstances;
  if (quotaModel === 'ga') {
    const atMost = instancesMax(reservedMB ?? allocation.poolMB, memoryMB);
    return { atMost, provisioned: Math.min(atMost, provisioned) };
  }
  const elastic = reservedMB === undefined ? allocation.poolMB : elasticMB(reservedMB, provisioned * memoryMB);
  return { atMost: provisioned + instancesMax(elastic, memoryMB), provisioned };
}
