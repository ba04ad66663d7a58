import { expMinus, minusLog } from './exactMath';

/**
 * The exponential distribution cut into 256 layers of the same area. A draw picks a layer and a point in it; nearly all of them
 * lie under the curve whatever the curve is, and need one multiplication.
 * @source Marsaglia and Tsang, "The Ziggurat Method for Generating Random Variables", 2000
 */
export interface Ziggurat {
  /** Below this word, a point of the layer lies under the curve for certain. */
  readonly sure: Uint32Array;
  /** Width of the layer for one unit of the word. */
  readonly width: Float64Array;
  /** Height of the curve at the layer's right edge. */
  readonly height: Float64Array;
}

const LAYERS = 256;
const WORDS = 2 ** 32;

/** Where the lowest layer ends and the tail begins. */
export const TAIL = 7.697_117_470_131_049_72;

/** Area of each layer. */
const AREA = 3.949_659_822_581_557_2e-3;

let made: Ziggurat | undefined;

/** The tables, made when the first draw asks for them. */
export function ziggurat(): Ziggurat {
  return (made ??= make());
}

function make(): Ziggurat {
  const sure = new Uint32Array(LAYERS);
  const width = new Float64Array(LAYERS);
  const height = new Float64Array(LAYERS);
  const base = AREA / expMinus(TAIL); // the lowest layer with its tail, as if that were a rectangle, too
  sure[0] = (TAIL / base) * WORDS;
  width[0] = base / WORDS;
  width[LAYERS - 1] = TAIL / WORDS;
  height[0] = 1;
  height[LAYERS - 1] = expMinus(TAIL);
  let edge = TAIL;
  for (let layer = LAYERS - 2; layer >= 1; layer -= 1) {
    const outer = edge;
    const top = AREA / outer + (height[layer + 1] ?? 0);
    edge = minusLog(top, outer);
    height[layer] = top;
    sure[layer + 1] = (edge / outer) * WORDS;
    width[layer] = edge / WORDS;
  }
  return { sure, width, height };
}
