export { ProcessRuntime, unsupportedRuntime } from './process';
export type { ErrorDetail, InstanceListener, InstanceSpec, RunFailure, RunReport, Runtime, RuntimeInstance, Usage } from './runtime';
