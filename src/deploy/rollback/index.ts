export { planRollback, provisionedAfter, type Return } from './plan';
export { readRollables, type Published, type Rollable } from './published';
export { meantBy, type Meant, type Wish } from './target';
