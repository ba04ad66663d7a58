export { TencentScf as default } from './plugin/plugin';
