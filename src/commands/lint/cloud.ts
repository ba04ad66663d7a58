import { liveAccount, sayCloudFailure } from '../../cloud';
import type { Lang } from '../../messages';
import { UsageError } from '../output';
import { cloudFor, type CloudAccess } from '../remote/access';
import type { AskCloud } from './accounts';

/**
 * Asks the live account what it holds, and changes nothing there.
 * @returns a question that throws UsageError when the account cannot be asked
 */
export function askCloudWith(access: CloudAccess, lang: Lang): AskCloud {
  return async (region, functions) => {
    try {
      const cloud = await cloudFor(access, region, lang);
      try {
        return await liveAccount(cloud.client, { functions });
      } finally {
        await cloud.close();
      }
    } catch (error) {
      throw asUsage(error, lang);
    }
  };
}

function asUsage(error: unknown, lang: Lang): unknown {
  const said = sayCloudFailure(lang, error);
  return said === undefined ? error : new UsageError(said, { cause: error });
}
