import type { Spelling } from '../messages';
import type { ForeignTrigger } from './foreignTriggers';
import { eventNames } from './generated/names';

/** Lines that are written out where a trigger is several. */
const linesMax = 3;

/** Lines of `events:` as one text; one by itself needs no dash. */
export function writtenLines(lines: readonly string[]): string | undefined {
  const [first, ...others] = lines;
  if (first === undefined || others.length === 0) return first?.slice(2);
  return [...lines.slice(0, linesMax), ...(lines.length > linesMax ? ['…'] : [])].join(', ');
}

/** Whose way of writing it is. */
export function whyForeign({ key, path, note }: ForeignTrigger): Spelling {
  if (note === 'functionUrl' || note === 'noTrigger') return note;
  if (path.length > 1 && ['cors', 'method', 'authorizer', 'private'].includes(key)) return 'awsMemory';
  if (path.length > 1 || key === 'type') return 'tencent';
  return eventNames.some((name) => name === key.toLowerCase()) ? 'api' : 'awsMemory';
}
