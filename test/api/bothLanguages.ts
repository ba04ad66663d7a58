import assert from 'node:assert';
import type { Said } from '../../src/messages/text';

/** What a text names, whatever its language: parameters in backticks, quoted values, figures. */
function namedIn(text: string): string {
  const named = [...text.replaceAll(/[“”]/g, '"').matchAll(/`[^`]+`|"[^"]*"|\d+/g)].map(([name]) => name);
  return [...new Set(named)].sort().join(' ');
}

/** Each is said in its own language, and names what the other one names. By plain assertions: properties come here thousands of times. */
export function assertBothLanguages({ en, zh }: Said): void {
  assert(!/[\u4e00-\u9fff]/.test(en) && /[\u4e00-\u9fff]/.test(zh), `${en} ${zh}`);
  assert(!/undefined|NaN|\[object/.test(en + zh), `${en} ${zh}`);
  assert(namedIn(zh) === namedIn(en), `${zh} names ${namedIn(zh)}, and not ${namedIn(en)}`);
}
