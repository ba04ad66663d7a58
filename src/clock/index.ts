export type { Clock } from './clock';
export { RealClock } from './real';
export { VirtualClock } from './virtual';
export { Timeline } from './timeline';
