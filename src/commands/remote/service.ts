import type { Lang } from '../../messages';
import { sayRemote } from '../../messages/remote';
import type { Profile, RegionPlan } from '../../scf';
import type { EventsMachine } from '../eventsCall';
import { UsageError } from '../output';

/** What these commands need of the process that they run in. */
export type RemoteMachine = Pick<EventsMachine, 'onInterrupt' | 'onReaderGone'>;

/** A service, as far as commands that look at the cloud need it. */
export interface RemoteService {
  readonly service: string;
  readonly stage: string;
  readonly region: string;
  readonly namespace: string;
  readonly functions: readonly RemoteFunction[];
  readonly profile: Pick<Profile, 'quotaModel' | 'floorMB'>;
}

export interface RemoteFunction {
  /** Under `functions:`. */
  readonly key: string;
  /** In the cloud. */
  readonly name: string;
}

/** A service that was checked. */
export function remoteServiceOf({ service, stage, region, namespace, functions, profile }: RegionPlan): RemoteService {
  const { quotaModel, floorMB } = profile;
  return { service, stage, region, namespace, functions: functions.map(({ key, name }) => ({ key, name })), profile: { quotaModel, floorMB } };
}

/** `--function`, once or several times, each with names between commas. */
export type FunctionChoice = string | readonly string[] | undefined;

/**
 * The functions of a service that are meant, by their keys or their names in the cloud; all, where none is named.
 * @throws UsageError when the service has none of a name
 */
export function chosenFunctions({ functions }: RemoteService, choice: FunctionChoice, lang: Lang): readonly RemoteFunction[] {
  const names = [choice ?? []].flat().flatMap((each) => each.split(','));
  const wanted = new Set(names.map((name) => name.trim()).filter((name) => name !== ''));
  if (wanted.size === 0) return functions;
  return [...wanted].map((wish) => {
    const found = functions.find(({ key, name }) => key === wish || name === wish);
    if (!found) throw new UsageError(sayRemote(lang, 'remote.noFunction', { name: wish, known: functions.map(({ key }) => key) }));
    return found;
  });
}
