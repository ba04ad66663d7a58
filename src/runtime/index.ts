export { localAccount } from './environment';
export { languageOf, unsupportedRuntime } from './language';
export { ProcessRuntime } from './process';
export type { ErrorDetail, InstanceListener, InstanceSpec, RunFailure, RunReport, Runtime, RuntimeInstance, Usage } from './runtime';
export type { HandlerFunction } from './handlerSources';
export { InProcessRuntime } from './inProcess';
export { ModelledRuntime } from './modelled';
export { asNobody, asRealWork } from './realWork';
export { MixedRuntime, type Stuck, type VirtualRuntime } from './virtualRuntime';
