export { checkService, type CheckOptions, type CheckResult, type ServiceAccount } from './check';
export type { Diagnostic, Path } from './diagnostic';
export { loadService, type LoadedService, type LoadOptions } from './load';
export { locate, type Located } from './locate';
export { placesIn, type Places } from './places';
export type { Severity } from './rules';
