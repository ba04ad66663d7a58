export { ProcessRuntime, unsupportedRuntime, type ProcessOptions } from './process';
export type { ErrorDetail, InstanceListener, InstanceSpec, RunFailure, RunReport, RunSuccess, Runtime, RuntimeInstance, Usage } from './runtime';
