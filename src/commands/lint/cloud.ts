import { homedir } from 'node:os';
import { CloudError, CloudFault, createClient, credentialsOf, liveAccount, sayCloudFailure } from '../../cloud';
import type { Lang } from '../../messages';
import { UsageError } from '../output';
import type { AskCloud } from './accounts';

/** Where the cloud is asked, and as whom. */
export interface CloudAccess {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--endpoint`: another address of the API. */
  readonly endpoint: string | undefined;
  /** The user's home folder; absolute. */
  readonly home?: string;
}

/**
 * Asks the live account what it holds, and changes nothing there.
 * @returns a question that throws UsageError when the account cannot be asked
 */
export function askCloudWith({ env, endpoint, home = homedir() }: CloudAccess, lang: Lang): AskCloud {
  return async (region, functions) => {
    const credentials = await credentialsOf({ env, home });
    if (credentials instanceof CloudFault || credentials instanceof CloudError) throw asUsage(credentials, lang);
    const client = createClient({ credentials, region, endpoint, language: lang, env });
    try {
      return await liveAccount(client, { functions });
    } catch (error) {
      throw asUsage(error, lang);
    } finally {
      await client.close();
    }
  };
}

function asUsage(error: unknown, lang: Lang): unknown {
  const said = sayCloudFailure(lang, error);
  return said === undefined ? error : new UsageError(said, { cause: error });
}
