import type { RegionObserver } from './parts';

/** One observer that tells several, in their order. */
export function observers(...all: readonly RegionObserver[]): RegionObserver {
  return {
    line: (...said) => all.forEach((each) => each.line?.(...said)),
    invoked: (...said) => all.forEach((each) => each.invoked?.(...said)),
    notKept: (...said) => all.forEach((each) => each.notKept?.(...said)),
    accepted: (...said) => all.forEach((each) => each.accepted?.(...said)),
    waits: (...said) => all.forEach((each) => each.waits?.(...said)),
    begins: (...said) => all.forEach((each) => each.begins?.(...said)),
    runs: (...said) => all.forEach((each) => each.runs?.(...said)),
    retries: (...said) => all.forEach((each) => each.retries?.(...said)),
    givenUp: (...said) => all.forEach((each) => each.givenUp?.(...said)),
    credentialsExpired: (...said) => all.forEach((each) => each.credentialsExpired?.(...said)),
    ended: (...said) => all.forEach((each) => each.ended?.(...said)),
  };
}
