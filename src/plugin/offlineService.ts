import { version } from '../../package.json';
import { startOffline, type OfflineRun, type OfflineService } from '../commands/offline';
import { readOfflineOptions } from '../commands/offlineOptions';
import type { ExitCode, Output } from '../commands/output';
import { checkKnown, readFolder, type CheckedService } from '../commands/serviceCheck';
import { hangupsOf, interruptsOf } from '../commands/terminal';
import type { Lang } from '../messages';
import type { Host, HostOptions } from './host';
import { HostConfiguration, isHostsAlone } from './hostConfiguration';
import { readingOf, serviceOf } from './service';

/** Starts a region for the service. @returns the exit code when there is nothing to wait for */
export function openOffline(host: Host, options: HostOptions, dir: string, process: NodeJS.Process, output: Output): Promise<OfflineRun | ExitCode> {
  const { env, pid, stdin: keys } = process;
  const { lang } = output;
  const service = offlineServiceOf(host, options, dir, env, lang);
  const machine = { env, onInterrupt: interruptsOf(process), onHangup: hangupsOf(process), pid, version, keys };
  return startOffline(service, readOfflineOptions(options, dir, env, lang), output, machine);
}

/**
 * The service as the framework has read it; once its configuration changes, as we read it ourselves, for the framework reads it
 * only once. What nobody else can read stays as it was then, and code is taken all the same.
 * @param dir  folder of the service as its user knows it; bundlers build elsewhere, and move `serviceDir` there (F34)
 */
export function offlineServiceOf(host: Host, options: HostOptions, dir: string, env: NodeJS.ProcessEnv, lang: Lang): OfflineService {
  const files = new HostConfiguration(dir, host.configurationFilename);
  let configured: CheckedService | undefined;
  const readAgain = async (): Promise<CheckedService> => {
    const known = await readFolder(readingOf(host, options, dir, env), lang);
    return checkKnown(known);
  };
  return {
    dir,
    read: async (paths) => {
      let notTaken: readonly string[] = [];
      const asHostHasIt = configured === undefined && paths === undefined;
      if (asHostHasIt) configured = await checkKnown(serviceOf(host, options, dir));
      else if (configured === undefined || paths === undefined || paths.some((path) => files.mayHold(path))) {
        const again = await readAgain();
        // A broken edit does not become the last good state.
        if (again.plan) configured = again;
        else if (configured !== undefined && isHostsAlone(again)) notTaken = files.changed(paths);
        else return again;
      }
      return { ...configured, notTaken, plan: configured.plan && { ...configured.plan, codeDir: host.serviceDir } };
    },
  };
}
