import { say, type Lang } from '../messages';
import { ApiRefusal } from './apiRefusal';

/** Why nothing can be learnt from a region; each kind has its text. */
type RegionFault =
  /** None has written its address. */
  | { readonly kind: 'noRegion'; readonly dir: string }
  /** One has, and has ended without taking it away, or does not answer there. */
  | { readonly kind: 'staleRegion'; readonly dir: string; readonly pid: number }
  | { readonly kind: 'silent'; readonly origin: string; readonly detail: string }
  | { readonly kind: 'strange'; readonly origin: string; readonly detail: string }
  /** A log whose connection was lost over and over. */
  | { readonly kind: 'broken'; readonly requestId: string }
  | { readonly kind: 'unknown'; readonly requestId: string }
  | { readonly kind: 'noFunction'; readonly name: string; readonly known: readonly string[] };

/** A region cannot be asked, or does not know what it is asked about; the user is told in one line. */
export class RegionFailure extends Error {
  constructor(
    readonly fault: RegionFault,
    options?: ErrorOptions,
  ) {
    super(fault.kind, options);
    this.name = 'RegionFailure';
  }
}

/** One line for what went wrong between us and a region; undefined: it is something else, perhaps our bug. */
export function sayRegionFailure(lang: Lang, error: unknown): string | undefined {
  if (error instanceof ApiRefusal) return say(lang, 'events.apiRefused', error);
  return error instanceof RegionFailure ? sayFault(lang, error.fault) : undefined;
}

function sayFault(lang: Lang, fault: RegionFault): string {
  switch (fault.kind) {
    case 'noRegion':
      return say(lang, 'events.noRegion', fault);
    case 'staleRegion':
      return say(lang, 'events.staleRegion', fault);
    case 'silent':
      return say(lang, 'events.silent', fault);
    case 'strange':
      return say(lang, 'events.strange', fault);
    case 'broken':
      return say(lang, 'events.broken', fault);
    case 'unknown':
      return say(lang, 'events.unknown', fault);
    case 'noFunction':
      return say(lang, 'events.noFunction', fault);
  }
}

/** Whether the region itself cannot be reached, be it for a while. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof RegionFailure && ['noRegion', 'staleRegion', 'silent'].includes(error.fault.kind);
}
