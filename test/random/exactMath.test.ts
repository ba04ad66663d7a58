import { expMinus, minusLog } from '../../src/random/exactMath';
import { ziggurat } from '../../src/random/ziggurat';

const steps = Array.from({ length: 800 }, (_, index) => index / 100);

it('comes within 13 digits of the exponential function', () => {
  for (const x of steps) expect(Math.abs(expMinus(x) / Math.exp(-x) - 1)).toBeLessThan(1e-13);
});

it('takes the logarithm back, from either side', () => {
  for (const x of steps) {
    for (const nearX of [x, Math.max(0, x - 0.7), Math.min(8, x + 0.7)]) expect(minusLog(Math.exp(-x), nearX)).toBeCloseTo(x, 12);
  }
});

it('cuts the curve into layers of one area, each as high as the curve at its edge', () => {
  const { width, height } = ziggurat();
  for (let layer = 1; layer < 256; layer += 1) {
    const edge = (width[layer] ?? NaN) * 2 ** 32;
    expect(height[layer]).toBeCloseTo(Math.exp(-edge), 12);
    expect(edge * ((height[layer - 1] ?? NaN) - (height[layer] ?? NaN))).toBeCloseTo(3.9496598225815571993e-3, 12);
  }
});
