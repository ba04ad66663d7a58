import { isPlain } from '../../config/plain';
import type { Lang } from '../../messages';
import { sayImporting } from '../../messages/importing';
import { LATEST, limits, profiles } from '../../scf';
import type { Json } from '../state';
import { documentOf, type Written } from './document';
import { eventsFrom } from './events';
import { namingOf, needsName, type GivenNames, type Naming } from './naming';
import { sayNote, type Note } from './note';
import { optionsFrom, type Options } from './options';
import type { Found, FoundProvisioned } from './read';
import { accepted, type Around, type Refused } from './refused';
import { secretsOf, looksSecret, type Secret } from './secrets';
import { sharedBy, variablesIn } from './shared';

/** Where functions were found, and what else is known of their region. */
interface Origin {
  readonly region: string;
  readonly namespace: string;
  /** Of the account in the region, MB; undefined: nobody could tell. */
  readonly quotaMB: number | undefined;
}

/** A service that says what was found. */
export interface Imported {
  readonly text: string;
  readonly naming: Naming;
  /** Variables of the deployer's environment that secrets are read from, each once. */
  readonly variables: readonly string[];
  /** Keys of functions that have more than the file says. */
  readonly noted: readonly string[];
}

/**
 * Writes a service that says what functions are, so that its deploy would change none of them.
 * @param found  at least one
 * @param lang   of the comments
 */
export async function importedFrom(found: readonly Found[], names: GivenNames, origin: Origin, lang: Lang): Promise<Imported> {
  const naming = namingOf(
    found.map(({ name }) => name),
    names,
  );
  const notes = new Map<string, Note[]>();
  const read = new Map<string, Options>();
  for (const one of found) {
    const key = naming.keys.get(one.name) ?? one.name;
    const { options, notes: own } = functionFrom(one, origin.region);
    read.set(key, needsName(one.name, naming) ? { ...options, name: one.name } : options);
    notes.set(key, own);
  }
  const around = aroundOf(naming, origin);
  const { functions, refused } = accepted(read, around);
  for (const one of refused) (notes.get(one.function ?? '') ?? notes.values().next().value)?.push(refusedNote(one, lang));
  const secrets = secretsOf(new Map([...functions].map(([key, options]) => [key, variablesIn(options)])));
  const text = await documentOf(writtenOf(functions, around, notes, secrets, origin, lang));
  const noted = [...notes].flatMap(([key, own]) => (own.length > 0 ? [key] : []));
  return { text, naming, variables: [...new Set(secrets.map(({ variable }) => variable))], noted };
}

function aroundOf({ service, stage }: Naming, { region, namespace, quotaMB }: Origin): Around {
  const usual = quotaMB === undefined || quotaMB === profiles['scf-2021'].accountQuotaMB;
  return {
    service,
    provider: { region, stage, ...(namespace !== 'default' && { namespace }) },
    custom: usual ? undefined : { scf: { account: { quotaMB } } },
  };
}

function writtenOf(
  functions: ReadonlyMap<string, Options>,
  { service, provider, custom }: Around,
  notes: ReadonlyMap<string, readonly Note[]>,
  secrets: readonly Secret[],
  { region, namespace }: Origin,
  lang: Lang,
): Written {
  const shared = sharedBy(functions);
  const named = [...functions.values()].some(({ name }) => name !== undefined);
  return {
    service,
    provider: { ...provider, ...shared.provider },
    custom,
    functions: [...shared.functions].map(([key, options]) => ({
      key,
      options,
      comment: (notes.get(key) ?? []).map((note) => sayNote(lang, note)),
    })),
    comment: [
      sayImporting(lang, 'importing.head', { region, namespace }),
      sayImporting(lang, 'importing.headCode'),
      ...(named ? [sayImporting(lang, 'importing.headNames')] : []),
    ],
    secrets,
    secretComment: (variable) => sayImporting(lang, 'importing.secret', { variable }),
  };
}

/** One function as it would be written, and what the options cannot say. */
function functionFrom(found: Found, region: string): { readonly options: Options; readonly notes: Note[] } {
  const { eventInvoke, reservedMB, provisioned, defaultVersion } = found;
  const { events, notes } = eventsFrom(found.triggers, region);
  const serving = provisioned.find(({ version }) => version === defaultVersion);
  const options: Options = {
    ...optionsFrom(found.configuration),
    ...(eventInvoke && eventInvoke.retryNum !== limits.retryNum.value && { retryNum: eventInvoke.retryNum }),
    ...(eventInvoke && eventInvoke.msgTtlSec !== limits.msgTtl.value && { msgTTL: eventInvoke.msgTtlSec }),
    ...(reservedMB !== undefined && { reservedConcurrency: reservedMB }),
    ...(serving && { provisionedConcurrency: provisionedFrom(serving) }),
    ...(events.length > 0 && { events }),
  };
  return { options, notes: [...statesOf(found), ...notes] };
}

/** A number of instances: what it is in MB depends on the memory, which one may change. @source S25, S135 */
function provisionedFrom({ instances, schedule }: FoundProvisioned): Json {
  const actions = schedule.map((action) => ({ ...action }));
  if (actions.length === 0) return { instances };
  return instances === 0 ? { schedule: actions } : { instances, schedule: actions };
}

function statesOf(found: Found): Note[] {
  const { status, eventInvoke, provisioned, defaultVersion, split, aliases } = found;
  const serving = provisioned.find(({ version }) => version === defaultVersion);
  const elsewhere = provisioned.filter((one) => one !== serving);
  const untold = eventInvoke === undefined;
  return [
    ...((status !== '' && status !== 'Active') || untold ? [{ kind: 'status' as const, status, untold }] : []),
    ...(defaultVersion !== LATEST ? [{ kind: 'defaultVersion' as const, version: defaultVersion }] : []),
    ...(serving && serving.schedule.length === 0 ? [{ kind: 'provisioned' as const, ...serving }] : []),
    ...elsewhere.map(({ version, instances }) => ({ kind: 'provisionedElsewhere' as const, version, instances })),
    ...(split ? [{ kind: 'split' as const }] : []),
    ...(aliases.length > 0 ? [{ kind: 'aliases' as const, names: aliases }] : []),
  ];
}

/** A secret is not told in a comment either. */
function refusedNote({ option, value, why }: Refused, lang: Lang): Note {
  const [room = '', variable = ''] = option.split('.');
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  const hidden = room === 'environment' && (looksSecret(variable, text) || isPlain(value));
  return { kind: 'refused', option, value: hidden ? sayImporting(lang, 'importing.hidden') : text.slice(0, 200), why };
}
