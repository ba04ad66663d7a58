export type { Answer, Call, Ended, Invocation } from './pending';
export { Region, type RegionObserver } from './region';
