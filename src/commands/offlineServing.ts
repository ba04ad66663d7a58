import { relative } from 'node:path';
import { say, type Lang } from '../messages';
import { announce, claim, newToken, release, type Address } from '../offline/address';
import { OfflineFault } from '../offline/fault';
import type { OfflineEars } from '../offline/offline';
import type { Serving } from '../offline/serving';
import type { RegionPlan, TimerPlan } from '../scf';
import { StoreFault } from '../store';
import { digestOf } from './attachedTarget';
import type { Machine, OnInterrupt } from './machine';
import type { KeyStream } from './offlineKeys';
import type { OfflineOptions } from './offlineOptions';
import type { OfflineReport } from './offlineReport';
import { withTimers } from './offlineTimers';
import type { Output } from './output';

/** What the command needs of the process that it runs in. */
export interface OfflineMachine extends Machine {
  /** Calls a listener when the terminal is closed, which may be told more than once: by the system and by the shell. */
  readonly onHangup: OnInterrupt;
  readonly pid: number;
  /** Of this package. */
  readonly version: string;
  readonly keys: KeyStream;
}

/** What is to be served. */
export interface Served {
  /** Folder of the service; absolute. */
  readonly dir: string;
  readonly plan: RegionPlan;
  readonly options: OfflineOptions;
  /** Whether single keys do something. */
  readonly keys: boolean;
}

/**
 * Makes the service one's own, opens its region or joins another's, says where it is to be found, and tells of it.
 * @throws OfflineFault, StoreFault
 */
export async function openServing(served: Served, report: OfflineReport, output: Output, machine: OfflineMachine): Promise<Serving> {
  const { dir, options } = served;
  const address = addressOf(served, machine);
  const holder = await claim(dir, address);
  if (holder) throw new OfflineFault({ kind: 'held', by: holder });
  try {
    const opened =
      options.regionOf === undefined ? openOwn(served, address, report, output, machine) : joinOther(served, address, report, output, machine);
    const { serving, at, tell } = await opened;
    await announce(dir, at).catch(async (error: unknown) => {
      await serving.close();
      throw error;
    });
    tell();
    return found(serving, served, at);
  } catch (error) {
    await release(dir, address);
    throw error;
  }
}

/** Something that is served, and what its address file is to say. */
interface Opened {
  readonly serving: Serving;
  readonly at: Address;
  /** Tells of it, once it can be found. */
  readonly tell: () => void;
}

function addressOf({ plan, options }: Served, { pid, version }: OfflineMachine): Address {
  const { service, stage, region, profile } = plan;
  const startedAt = new Date().toISOString();
  const ofRegion = { openedMs: Date.now(), profile: profile.name, seed: options.seed, prefix: '', token: newToken() };
  return { pid, origin: undefined, service, stage, region, startedAt, version, digest: digestOf(plan), ...ofRegion };
}

/** Serving that keeps the address file true, and removes it at its end. */
function found(serving: Serving, { dir, plan: { service }, options }: Served, address: Address): Serving {
  return {
    origin: serving.origin,
    gone: serving.gone,
    sinceOpenedMs: () => serving.sinceOpenedMs(),
    reload: async (plan, change) => {
      // Its functions would come in once more under other keys, and those of the old name would stay.
      if (plan.service !== service) return { refused: [], restart: ['service'] };
      const reloaded = await serving.reload(withTimers(plan, options), change);
      // Calls are told then that the service has changed since the region was opened, and go to it all the same.
      await announce(dir, { ...address, digest: digestOf(plan) }).catch((error: unknown) => {
        if (!(error instanceof OfflineFault)) throw error;
      });
      return reloaded;
    },
    status: () => serving.status(),
    running: () => serving.running(),
    terminate: (requestId, grace) => serving.terminate(requestId, grace),
    ranJustNow: () => serving.ranJustNow(),
    drain: () => serving.drain(),
    close: async () => {
      try {
        await serving.close();
      } finally {
        await release(dir, address);
      }
    },
  };
}

async function openOwn(served: Served, address: Address, report: OfflineReport, output: Output, machine: OfflineMachine): Promise<Opened> {
  const { dir, plan, options, keys } = served;
  const { openOffline } = await import('../offline/offline');
  const { ephemeral, seed, host, allowedHosts, port, signature, credentials, rateLimits } = options;
  const { version, token } = address;
  const ears = earsFor(report, options, output);
  const parts = {
    dir,
    plan: withTimers(plan, options),
    lang: output.lang,
    env: machine.env,
    host,
    allowedHosts,
    port,
    seed,
    ephemeral,
    signature,
    credentials,
    rateLimits,
    version,
    token,
    ears,
  };
  const serving = await openOffline(parts);
  const { origin, file, recovered, restored, setAside, openedMs } = serving;
  const shares = serving.shares();
  const tell = (): void => {
    const profile = address.profile;
    report.opened({
      plan: asLeft(plan, serving),
      shares,
      options,
      origin,
      profile,
      seed,
      joined: undefined,
      file: file && relative(dir, file),
      recovered,
      keys,
    });
    if (setAside !== undefined) output.err(say(output.lang, 'offline.setAside', { file: setAside }));
    report.refused(restored);
  };
  return { serving, at: { ...address, origin, openedMs }, tell };
}

/** Whoever asks for the service here is sent to the region that it has joined. */
async function joinOther(
  { dir, plan, options, keys }: Served,
  address: Address,
  report: OfflineReport,
  output: Output,
  machine: OfflineMachine,
): Promise<Opened> {
  const { regionOf = '' } = options;
  if (regionOf === dir) throw new OfflineFault({ kind: 'regionOfSelf' });
  const { joinRegion } = await import('../offline/joined');
  const serving = await joinRegion({
    regionOf,
    plan: withTimers(plan, options),
    version: machine.version,
    lang: output.lang,
    hear: (line) => {
      if (line.kind === 'happened') report.happened(line.happening, line.sinceOpenedMs);
      else if (options.logs) report.wrote(line.function, line.requestId, line.text);
    },
  });
  const { origin, host, prefix, joined, shares } = serving;
  const { profile, seed, openedMs, unheeded } = joined;
  const recovered = { waiting: 0, running: 0, away: 0 };
  const tell = (): void => {
    report.opened({
      plan: asLeft(plan, serving),
      shares,
      options,
      origin,
      profile,
      seed,
      joined: { service: host.service, unheeded },
      file: undefined,
      recovered,
      keys,
    });
    report.refused(joined);
  };
  return { serving, at: { ...address, origin, profile, seed, openedMs, prefix, token: host.token }, tell };
}

/** The service, with what the API has made of its timers. */
function asLeft(plan: RegionPlan, serving: { timersOf(key: string): readonly TimerPlan[] }): RegionPlan {
  return { ...plan, functions: plan.functions.map((fn) => ({ ...fn, timers: serving.timersOf(fn.key) })) };
}

function earsFor(report: OfflineReport, { logs }: OfflineOptions, output: Output): OfflineEars {
  const { lang } = output;
  const err = (text: string): void => output.err(text);
  return {
    happened: (happening, sinceOpenedMs) => report.happened(happening, sinceOpenedMs),
    wrote: logs ? (key, requestId, text) => report.wrote(key, requestId, text) : undefined,
    notKept: (requestId, fault) => err(say(lang, 'offline.notKept', { requestId, why: sayStoreFault(lang, fault) })),
    storeFault: (fault) => err(fault ? say(lang, 'offline.storeFault', { why: sayStoreFault(lang, fault) }) : say(lang, 'offline.storeAgain')),
    setAside: (file) => err(say(lang, 'offline.setAsideAtEnd', { file })),
    warn: (said) => err(said[lang]),
  };
}

/** Why events cannot be kept, in the user's language. */
export function sayStoreFault(lang: Lang, fault: unknown): string {
  return fault instanceof StoreFault ? say(lang, `offline.store.${fault.kind}`, fault) : String(fault);
}
