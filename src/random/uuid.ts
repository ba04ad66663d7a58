/** 32 bits in which every bit of the input has its part. @source Appleby, MurmurHash3, finaliser */
function mix(word: number): number {
  let hash = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * The UUID (version 4 by its form) of the n-th thing of a seeded run: different for each n, and the same on every run.
 * @param seed  a whole number
 * @param nth   0 or more
 */
export function uuidOf(seed: number, nth: number): string {
  // The first word alone tells 2^32 things apart: `mix` is one to one.
  const first = hexOf(mix((nth ^ seed) | 0));
  const second = hexOf((wordOf(seed, nth, 0x243f6a88) & 0xffff0fff) | 0x4000);
  const third = hexOf((wordOf(seed, nth, 0xb7e15162) & 0x3fffffff) | 0x80000000);
  const fourth = hexOf(wordOf(seed, nth, 0x8aed2a6a));
  return `${first}-${second.slice(0, 4)}-${second.slice(4)}-${third.slice(0, 4)}-${third.slice(4)}${fourth}`;
}

function wordOf(seed: number, nth: number, salt: number): number {
  return mix(mix(mix(nth ^ salt) + (seed | 0)) ^ Math.floor(nth / 2 ** 32) ^ salt);
}

/** Two digits for each byte: a simulation that writes records asks for one id in each microsecond, and `toString(16)` takes most of that. */
const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hexOf(word: number): string {
  return `${digits[word >>> 24]}${digits[(word >>> 16) & 255]}${digits[(word >>> 8) & 255]}${digits[word & 255]}`;
}
