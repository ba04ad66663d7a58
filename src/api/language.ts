import { apiLanguages, type Lang } from '../messages/text';
import type { Exchange } from './transport';

/**
 * The language that a request is answered in, where words are. English unless it asks for Chinese, as the cloud answers SDKs that ask for nothing.
 * @param parameter  `Language` of a query or a form; the header counts before it
 * @source scf-api.md §2
 */
export function languageFor(request: Pick<Exchange, 'header'>, parameter?: string): Lang {
  const asked = request.header('x-tc-language') ?? parameter ?? '';
  return asked.toLowerCase() === apiLanguages.zh.toLowerCase() ? 'zh' : 'en';
}
