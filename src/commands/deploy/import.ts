import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { CloudError, type CloudClient } from '../../cloud';
import { Reading } from '../../cloud/reading';
import { chosenNames, importedFrom, listedIn, readFunctions, type Imported } from '../../deploy/importing';
import { sayImporting } from '../../messages/importing';
import type { Lang } from '../../messages';
import { UsageError, type ExitCode, type Output } from '../output';
import { replaceFile } from '../replacing';
import { withCloud, type CloudAccess } from '../remote/access';
import type { DeployMachine } from './service';

/** Options of `import`, as a command line gives them. */
export interface RawImportOptions {
  /** Names in the cloud, or patterns of them; none means all of the namespace. */
  readonly function?: readonly string[] | undefined;
  readonly namespace?: string | undefined;
  readonly service?: string | undefined;
  readonly stage?: string | undefined;
  readonly region?: string | undefined;
  /** `serverless.yml` unless said; `-` is standard output. */
  readonly output?: string | undefined;
  readonly force?: boolean | undefined;
}

/** As of a `serverless.yml` that names none. */
const regionDefault = 'ap-guangzhou';

/** Names of functions that a message shows. */
const shownMax = 20;

const forms = { service: /^[a-zA-Z][0-9a-zA-Z-]+$/, stage: /^[A-Za-z0-9-]+$/ } as const;

/**
 * `import`: writes a `serverless.yml` that says what functions of the account are. It changes nothing in the cloud, and their code stays
 * there: what a handler is called says nothing of the files that it was built from.
 * @param dir  folder that the file is written to; absolute
 * @returns 0; 1 when the account cannot be asked or has no such functions; 130 after Ctrl-C
 * @throws UsageError when an option is wrong, or a file is in the way
 */
export async function importService(
  raw: RawImportOptions,
  dir: string,
  access: CloudAccess,
  output: Output,
  machine: Pick<DeployMachine, 'onInterrupt'>,
): Promise<ExitCode> {
  const { lang } = output;
  const file = raw.output ?? 'serverless.yml';
  assertNames(raw, lang);
  // Before the account is asked: nobody waits for nothing.
  if (file !== '-' && raw.force !== true && existsSync(resolve(dir, file)))
    throw new UsageError(sayImporting(lang, 'importing.fileExists', { file }));
  return withCloud(access, raw.region ?? regionDefault, output, machine, async ({ client }, signal) => {
    const namespace = raw.namespace ?? 'default';
    const names = await namesOf(raw, client, namespace, signal, output);
    if (names === undefined) return 1;
    const [found, quotaMB] = await Promise.all([readFunctions(client, namespace, names, signal), quotaOf(client, signal)]);
    if (found.length === 0) return none(client, namespace, output);
    const imported = await importedFrom(found, raw, { region: client.region, namespace, quotaMB }, lang);
    signal.throwIfAborted();
    if (file === '-') output.out(imported.text.trimEnd());
    else await write(resolve(dir, file), file, imported.text, raw.force === true, lang);
    tell(imported, file === '-' ? undefined : file, client, output);
    return 0;
  });
}

function assertNames(raw: RawImportOptions, lang: Lang): void {
  for (const option of ['service', 'stage'] as const) {
    const value = raw[option];
    if (value === undefined || forms[option].test(value)) continue;
    throw new UsageError(sayImporting(lang, 'importing.badName', { option, value, form: forms[option].source }));
  }
}

/** The functions that are meant; undefined when some are not there, which is told. */
async function namesOf(raw: RawImportOptions, client: CloudClient, namespace: string, signal: AbortSignal, output: Output) {
  const listed = await listedIn(client, namespace, signal);
  if (listed.length === 0) {
    none(client, namespace, output);
    return undefined;
  }
  const all = listed.map(({ name }) => name);
  const { names, missing } = chosenNames(all, raw.function ?? []);
  if (missing.length > 0) {
    const more = Math.max(0, all.length - shownMax);
    output.err(sayImporting(output.lang, 'importing.noMatch', { missing, names: all.slice(0, shownMax), more }));
    return undefined;
  }
  return listed.filter(({ name }) => names.includes(name));
}

function none({ region }: CloudClient, namespace: string, output: Output): ExitCode {
  output.err(sayImporting(output.lang, 'importing.noFunctions', { region, namespace }));
  return 1;
}

/** Of the account in the region, MB; undefined when whoever asks may not know it: the file is right without. */
async function quotaOf(client: CloudClient, signal: AbortSignal): Promise<number | undefined> {
  try {
    const answer = await client.call('GetAccount', {}, { signal });
    return new Reading(answer, client.host, 'GetAccount').members('AccountUsage').amountOrNone('TotalConcurrencyMem');
  } catch (error) {
    if (error instanceof CloudError) return undefined;
    throw error;
  }
}

/** @throws UsageError when it cannot be written, or is there meanwhile */
async function write(path: string, file: string, text: string, replaces: boolean, lang: Lang): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    if (replaces) replaceFile(path, text);
    else await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    const key = code === 'EEXIST' ? 'importing.fileExists' : 'importing.unwritable';
    throw new UsageError(sayImporting(lang, key, { file, why: code }), { cause: error });
  }
}

function tell(
  { naming: { service, stage, keys }, variables, noted }: Imported,
  file: string | undefined,
  { region }: CloudClient,
  output: Output,
): void {
  const { lang } = output;
  const [name = ''] = keys.keys();
  const what = { functions: keys.size, service, stage };
  output.err(file === undefined ? sayImporting(lang, 'importing.printed', what) : sayImporting(lang, 'importing.written', { file, ...what }));
  if (variables.length > 0) output.err(sayImporting(lang, 'importing.secrets', { variables }));
  if (noted.length > 0) output.err(sayImporting(lang, 'importing.notes', { functions: noted }));
  output.err(sayImporting(lang, 'importing.code', { name, region }));
}
