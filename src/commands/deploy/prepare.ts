import { contentHashOfUrl, CodeUploads } from '../../deploy/code';
import { desiredService } from '../../deploy/desired';
import { DeployFault } from '../../deploy/fault';
import type { TargetJournal } from '../../deploy/journal';
import { liveService } from '../../deploy/live';
import type { DeployPlan } from '../../deploy/plan';
import { planDeploy } from '../../deploy/planning';
import type { FunctionFacts, LiveService } from '../../deploy/planning/facts';
import type { DesiredFunction, DesiredService, PackageFacts } from '../../deploy/state';
import type { Output } from '../output';
import type { Cloud, CloudAccess } from '../remote/access';
import type { DeployOptions } from './options';
import { assertCode, factsOf, readPackages, type Packages } from './packages';
import { goneOf } from './remembering';
import { bucketIn, targetOf, type Deployable } from './service';

/** A plan, and what it takes to carry it out. */
export interface Prepared {
  readonly plan: DeployPlan;
  readonly desired: DesiredService;
  readonly packages: Packages;
  /** What the plan takes for the code of each function: of code that is left as it is, that which is there. */
  readonly facts: ReadonlyMap<string, PackageFacts>;
  readonly uploads: CodeUploads;
  /** Names that the journal knows and the region no longer has. */
  readonly gone: readonly string[];
}

/** With whom and where a plan is made. */
export interface Planning {
  readonly cloud: Cloud;
  readonly journal: TargetJournal | undefined;
  /** Names of functions that other services or stages have deployed from the same folder. */
  readonly others: ReadonlySet<string>;
  readonly signal: AbortSignal;
  readonly env: CloudAccess['env'];
  readonly time: CloudAccess['time'];
  readonly output: Output;
}

/**
 * Reads the packages and the cloud, and makes the plan; changes nothing.
 * @throws DeployFault, CloudError, CloudFault
 */
export async function prepare(service: Deployable, options: DeployOptions, planning: Planning): Promise<Prepared> {
  const { cloud, signal, output } = planning;
  const desired = desiredService(service.plan, service.written);
  const meant = desired.functions.filter(({ key }) => options.only === undefined || options.only === key);
  const uploads = uploadsTo(cloud, service, signal);
  const packages = await readPackages(service, meant, options, uploads, output);
  const found = await readCloud(desired, factsOf(packages), options, planning);
  const { facts, live } = asAsked(meant, factsOf(packages), found, options);
  const plan = planDeploy({
    desired,
    packages: facts,
    live,
    target: targetOf(service.plan, cloud.client.host),
    journal: planning.journal,
    others: planning.others,
    only: options.only,
    replace: options.replace,
    prune: options.prune,
    allowGap: options.allowGap,
  });
  assertCode(plan, packages);
  return { plan, desired, packages, facts, uploads, gone: goneOf(planning.journal, found.listed) };
}

/** The way of code to the platform. */
function uploadsTo({ credentials, client, local }: Cloud, { plan, configuration }: Deployable, signal: AbortSignal): CodeUploads {
  const { service, stage } = plan;
  return new CodeUploads({ credentials, region: client.region, bucket: bucketIn(configuration), local, service, stage, signal });
}

function readCloud(
  { functions, namespace, service, stage }: DesiredService,
  packages: ReadonlyMap<string, PackageFacts>,
  { only, prune }: DeployOptions,
  { cloud, journal, signal, env, time, output }: Planning,
): Promise<LiveService> {
  return liveService(cloud.client, namespace, functions, {
    packages,
    journal,
    only,
    ...(prune && { prefix: `${service}-${stage}-` }),
    contentHashOf: async (url) => {
      try {
        return await contentHashOfUrl(url, { signal, env });
      } catch (error) {
        if (!(error instanceof DeployFault)) throw error;
        // Code that cannot be compared is uploaded.
        output.err(error.say(output.lang));
        return undefined;
      }
    },
    time,
    signal,
  });
}

/** What stands for the hash of code that is left as it is, and that nobody knows. */
const anyCode = '0'.repeat(64);

interface Seen {
  readonly facts: ReadonlyMap<string, PackageFacts>;
  readonly live: LiveService;
}

/** What the planner is to take for the code that is wanted and for the code that is there. */
function asAsked(meant: readonly DesiredFunction[], facts: ReadonlyMap<string, PackageFacts>, live: LiveService, options: DeployOptions): Seen {
  // Code that is not known counts as another.
  if (options.force) return { facts, live: withCode(live, () => undefined) };
  if (!options.configurationOnly) return { facts, live };
  const same = withCode(live, (hash) => hash ?? anyCode);
  const hashOf = (name: string): string => same.functions.get(name)?.contentHash ?? anyCode;
  const nothing = { zipSha256: '', zipBytes: 0, unzippedBytes: 0, files: 0 };
  return { facts: new Map(meant.map(({ key, name }) => [key, { contentHash: hashOf(name), ...nothing }])), live: same };
}

function withCode(live: LiveService, hashOf: (contentHash: string | undefined) => string | undefined): LiveService {
  const functions = [...live.functions].map(([name, facts]): [string, FunctionFacts] => [name, { ...facts, contentHash: hashOf(facts.contentHash) }]);
  return { ...live, functions: new Map(functions) };
}
