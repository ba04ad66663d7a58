export { History } from './history';
export type { LogLine } from './view';
