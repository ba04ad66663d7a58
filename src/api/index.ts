export { createApi, type Api, type ApiOptions } from './api';
export { RequestFeed } from './feed';
export { MetricsObserver } from './metrics';
export { serve, type Served } from './server';
