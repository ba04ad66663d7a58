export type { Clock } from './clock';
export { RealClock } from './real';
export { WallClock } from './wall';
export { VirtualClock } from './virtual';
export { Timeline } from './timeline';
