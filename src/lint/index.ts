export type { Finding, Suppression } from './finding';
