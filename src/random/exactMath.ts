/**
 * Exponential function and logarithm from additions, multiplications and divisions alone. IEEE 754 rounds those in one way only,
 * whereas `Math.exp` and `Math.log` may differ in the last bits from engine to engine, and a simulation with them.
 */

/** Halvings of the argument, undone by squarings. */
const HALVINGS = 8;

/**
 * e to the power of −x, to about 13 digits.
 * @param x  from 0 to 8: all that the exponential's tables ask for
 */
export function expMinus(x: number): number {
  const p = x / 2 ** HALVINGS;
  // The series to the seventh power: p is at most 1/32, so the next term is below the last bit.
  let power = 1 - p * (1 - (p / 2) * (1 - (p / 3) * (1 - (p / 4) * (1 - (p / 5) * (1 - (p / 6) * (1 - p / 7))))));
  for (let squaring = 0; squaring < HALVINGS; squaring += 1) power *= power;
  return power;
}

/** Each step triples the digits, and the first begins with one. */
const STEPS = 3;

/**
 * The x with `expMinus(x) = value`: the natural logarithm of 1 / value, by Halley's method.
 * @param value  from 0.0004 to 1
 * @param nearX  where to begin; at most 0.8 off
 */
export function minusLog(value: number, nearX: number): number {
  let x = nearX;
  for (let step = 0; step < STEPS; step += 1) {
    const there = expMinus(x);
    x += (2 * (there - value)) / (there + value);
  }
  return x;
}
