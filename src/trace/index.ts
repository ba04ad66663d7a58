export { summarise, type Summary } from './summary';
