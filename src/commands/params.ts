import type { Lang } from '../messages';
import { sayReport } from '../messages/reportTexts';
import { UsageError } from './output';

/**
 * Reads `--param name=value`, as often as it is given.
 * @throws UsageError when one has no name or no "="
 */
export function paramsOf(params: readonly string[], lang: Lang): Record<string, string> {
  const pairs = params.map((param) => {
    const at = param.indexOf('=');
    if (at < 1) throw new UsageError(sayReport(lang, 'report.badParam', { param }));
    return [param.slice(0, at), param.slice(at + 1)] as const;
  });
  return Object.fromEntries(pairs);
}
