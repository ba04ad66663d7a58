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
  const words = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x8aed2a6a].map((salt) =>
    mix(mix(mix(nth ^ salt) + (seed | 0)) ^ Math.floor(nth / 2 ** 32) ^ salt),
  );
  // The first word alone tells 2^32 things apart: `mix` is one to one.
  words[0] = mix((nth ^ seed) | 0);
  const hex = words.map((word) => word.toString(16).padStart(8, '0')).join('');
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) & 3);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
