export { TencentScf as default } from './plugin/plugin';
export type { ScfCustom, TencentFunction, TencentFunctions, TencentProvider, TencentService, Variable } from './config/serviceType';
