export { stream, type Stream } from './stream';
export { interpolate, outcomeOf, samplerOf, type Sampler } from './sampler';
export { uuidOf } from './uuid';
