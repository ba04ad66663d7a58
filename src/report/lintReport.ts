import type { Finding } from '../lint';
import type { Allocation } from '../scf';

/** One configuration file that was checked, at one stage or several. */
export interface ServiceReport {
  /** Folder of the service as its user names it, relative to where the command runs, with `/`; '' for that folder itself. */
  readonly folder: string;
  /** Name of the service, where it could be read. */
  readonly name: string | undefined;
  /** The configuration file, relative to the folder; undefined when there is none that can be read here. */
  readonly file: string | undefined;
  /** Stages at which it was checked. */
  readonly stages: readonly string[];
  /** Texts of the files that findings point at, by the names that they give: relative to the folder. */
  readonly texts: ReadonlyMap<string, string>;
  /** Everything that was found, suppressed or not. */
  readonly findings: readonly Finding[];
  /** How many functions were checked. */
  readonly functions: number;
  /** Keys of the functions that were checked; without them only those with findings are known by name. */
  readonly functionKeys?: readonly string[] | undefined;
}

/** How the quota of one account and region is divided among the services that were checked. @source S5, S13 */
export interface AccountReport {
  /** `custom.scf.account.name`; '' for services that name none. */
  readonly name: string;
  readonly region: string;
  readonly allocation: Allocation;
  /** Live figures of the account, where they were asked for. */
  readonly live: boolean;
}

/** What `validate` has to tell. */
export interface LintReport {
  readonly services: readonly ServiceReport[];
  readonly accounts: readonly AccountReport[];
}
