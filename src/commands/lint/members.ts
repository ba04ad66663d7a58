import { checkService, stagesIn, type CheckOptions, type CheckResult, type Diagnostic, type Located, type Places } from '../../config';
import { placed, placesOfKnown, type KnownService } from '../serviceCheck';

/** A service that can be read at any stage. */
export interface Readable {
  /** Folder as its user sees it, relative to where the command runs, with `/`. */
  readonly folder: string;
  /** @param stage  undefined for the one that it has by itself, or that the command names */
  read(stage: string | undefined): Promise<KnownService>;
}

/** A service at one stage, checked by itself. */
export interface Member {
  readonly folder: string;
  readonly stage: string;
  readonly known: KnownService;
  readonly places: Places | undefined;
  readonly options: CheckOptions;
  /** What the check says; undefined where nothing could be read. */
  readonly result: CheckResult | undefined;
  /** What was found besides, by looking at the account and at other services. */
  readonly besides: readonly Diagnostic[];
}

/**
 * Reads and checks a service by itself.
 * @param allStages  whether at every stage that it speaks of
 */
export async function membersOf(readable: Readable, allStages: boolean, nowMs: number): Promise<Member[]> {
  const first = memberOf(readable.folder, await readable.read(undefined), nowMs);
  if (!allStages || first.known.text === undefined) return [first];
  const stages = (await stagesIn(first.known.text)).filter((stage) => stage !== first.stage);
  const others = await Promise.all(stages.map(async (stage) => memberOf(readable.folder, await readable.read(stage), nowMs)));
  return [first, ...others];
}

function memberOf(folder: string, known: KnownService, nowMs: number): Member {
  const { service, dir, stage, region, unresolved } = known;
  const options: CheckOptions = { stage, region, codeDir: dir, unresolved, nowMs };
  const result = service === undefined ? undefined : checkService(service, options);
  return { folder, stage: result?.account.stage ?? stage ?? '', known, places: placesOfKnown(known), options, result, besides: [] };
}

/** The member, judged anew beside what others hold. */
export function judgedBeside(member: Member, others: Pick<CheckOptions, 'others' | 'later' | 'liveQuotaMB'>, besides: readonly Diagnostic[]): Member {
  return { ...member, result: checkService(member.known.service, { ...member.options, ...others }), besides: [...member.besides, ...besides] };
}

/** Everything that was found, with its place. */
export async function locatedIn({ known, places, result, besides }: Member, more: readonly Diagnostic[]): Promise<Located[]> {
  return [...(known.located ?? []), ...(await placed([...(result?.diagnostics ?? []), ...besides, ...more], known, places))];
}
