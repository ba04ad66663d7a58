import { say, sayCloudFault, type Lang } from '../messages';
import { CloudError, CloudFault } from './fault';

/** What went wrong between us and the service, with what to do about it; undefined: it is something else, perhaps our bug. */
export function sayCloudFailure(lang: Lang, error: unknown): string | undefined {
  if (error instanceof CloudFault) return sayCloudFault(lang, error.detail);
  if (!(error instanceof CloudError)) return undefined;
  const hint = hintFor(lang, error);
  return [say(lang, 'cloud.refused', error), ...(hint === undefined ? [] : [hint])].join('\n');
}

/** @source scf-api.md §3 */
function hintFor(lang: Lang, { code, action }: CloudError): string | undefined {
  if (/^AuthFailure\.SignatureExpire/.test(code)) return say(lang, 'cloud.hint.clock');
  if (/^(UnsupportedRegion|(UnauthorizedOperation|InvalidParameterValue)\.Region)/.test(code)) return say(lang, 'cloud.hint.region');
  if (/^(AuthFailure\.)?UnauthorizedOperation/.test(code)) return say(lang, 'cloud.hint.permission', { action });
  if (/^AuthFailure/.test(code)) return say(lang, 'cloud.hint.credentials');
  if (/^RequestLimitExceeded/.test(code)) return say(lang, 'cloud.hint.throttled');
  return /^InternalError/.test(code) ? say(lang, 'cloud.hint.internal') : undefined;
}
