export { Region, type Answer, type Call, type Ended, type Invocation, type RegionObserver } from './region';
