import { say, sayCloudFault, type Lang } from '../messages';
import { adviceFor } from '../messages/cloudCodes';
import { adviceFigures } from './adviceFigures';
import { CloudError, CloudFault, type Concerned } from './fault';

/**
 * What went wrong between us and the service, with what to do about it; undefined: it is something else, perhaps our bug.
 * @param about  named in the advice about a refusal
 */
export function sayCloudFailure(lang: Lang, error: unknown, about: Concerned = {}): string | undefined {
  if (error instanceof CloudFault) return sayCloudFault(lang, error.detail);
  if (!(error instanceof CloudError)) return undefined;
  const { code, action } = error;
  return [say(lang, 'cloud.refused', error), adviceFor(lang, { ...error.about, ...about, code, action }, adviceFigures)].join('\n');
}
