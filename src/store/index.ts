export { MemoryLog } from './memoryLog';
export { MemoryStore } from './memoryStore';
export { logLimits, type LogLimits } from './logWindow';
export { openStore, type OpenedStore, type StoreOptions } from './openStore';
export * from './port';
