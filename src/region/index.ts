export type { ErrorBody } from './error';
export type { Levels } from './gauge';
export { Region, type Answer, type Call, type Ended, type Invocation, type RegionObserver } from './region';
