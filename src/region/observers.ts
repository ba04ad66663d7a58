import type { RegionObserver } from './parts';

/** One observer that tells several, in their order. What none of them hears is not told at all. */
export function observers(...all: readonly RegionObserver[]): RegionObserver {
  return {
    ...joined('line', all),
    ...joined('invoked', all),
    ...joined('notKept', all),
    ...joined('accepted', all),
    ...joined('waits', all),
    ...joined('begins', all),
    ...joined('runs', all),
    ...joined('leaves', all),
    ...joined('retries', all),
    ...joined('givenUp', all),
    ...joined('credentialsExpired', all),
    ...joined('ended', all),
  };
}

/** Nothing of what is told has more to it. */
type Hear = (first: unknown, second: unknown, third: unknown) => void;

/** Every invocation is told several times: only those who hear it are asked, and no list is made of what is said. */
function joined(kind: keyof RegionObserver, all: readonly RegionObserver[]): RegionObserver {
  const ears = all.flatMap((each) => (each[kind]?.bind(each) as Hear | undefined) ?? []);
  if (ears.length === 0) return {};
  const tell: Hear = (first, second, third) => {
    for (const hear of ears) hear(first, second, third);
  };
  return { [kind]: tell };
}
