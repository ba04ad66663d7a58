export { codeRoutes } from './codeRoutes';
export { ControlPlane, type ControlParts } from './plane';
export type { LoadOptions, LoadOutcome } from './service';
