import type { Published, Rollable } from './published';

/** What somebody wants to go back to: one version, or how it was at a moment. */
export type Wish = { readonly version: string } | { readonly atMs: number };

/** The version that is meant, or why there is none. `failed`: it is there, but does not work. @source S145 */
export type Meant =
  | { readonly kind: 'version'; readonly version: Published }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'younger' }
  | { readonly kind: 'failed'; readonly version: Published };

/**
 * The version of a function that a wish means: of a moment the newest that was published at or before it.
 * @source S140
 */
export function meantBy(wish: Wish, { versions }: Pick<Rollable, 'versions'>): Meant {
  if (versions.length === 0) return { kind: 'none' };
  if ('version' in wish) {
    const version = versions.find((one) => one.version === wish.version);
    if (!version) return { kind: 'unknown' };
    return works(version) ? { kind: 'version', version } : { kind: 'failed', version };
  }
  // The newest come first.
  const version = versions.find((one) => works(one) && one.publishedMs !== undefined && one.publishedMs <= wish.atMs);
  return version ? { kind: 'version', version } : { kind: 'younger' };
}

function works({ status }: Published): boolean {
  return !/Failed$/.test(status);
}
