export type { AsyncEvent } from './asyncEvents';
export type { DeadLettered } from './deadLetter';
export type { RegionChange } from './functions';
export { replay, type JournalEntry } from './journal';
export { observers } from './observers';
export type { RegionObserver, RegionParts, Retry } from './parts';
export type { Answer, Call, Ended, Invocation } from './call';
export type { Recovered } from './recovery';
export { Region, type InstanceView, type Terminated } from './region';
