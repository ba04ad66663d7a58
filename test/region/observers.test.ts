import { observers, type RegionObserver } from '../../src/region';
import type { RequestId } from '../../src/scf';

const requestId = 'request-1' as RequestId;

it('tells all who hear it, in their order, as themselves', () => {
  const told: unknown[] = [];
  class Listener implements RegionObserver {
    constructor(readonly name: string) {}

    runs(...said: Parameters<NonNullable<RegionObserver['runs']>>): void {
      told.push([this.name, ...said]);
    }
  }
  const all = observers(new Listener('a'), { line: () => told.push('line') }, new Listener('b'));
  all.runs?.(requestId, 3, true);
  expect(told).toEqual([
    ['a', requestId, 3, true],
    ['b', requestId, 3, true],
  ]);
});

it('has no ear for what nobody hears', () => {
  expect(Object.keys(observers({ accepted: () => undefined }, {}))).toEqual(['accepted']);
});
