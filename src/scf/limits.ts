/** The platform's figures, each with its unit and source. Nothing else in the code repeats one of these numbers. */

/** One documented figure. */
interface Limit {
  readonly value: number;
  readonly unit: 'MB' | 'bytes' | 's' | 'instances/min' | 'requests/s' | 'requests' | 'retries' | 'items' | 'characters';
  readonly source: string;
}

export const limits = {
  accountQuota: { value: 128_000, unit: 'MB', source: 'S10, Quota Limits 583/11637' },
  quotaFloor: { value: 12_800, unit: 'MB', source: 'S13, Concurrency Management 583/49313' },
  burst: { value: 500, unit: 'instances/min', source: 'S100, Concurrency Overview 583/45757' },
  provisionedStart: { value: 100, unit: 'instances/min', source: 'S105, Provisioned Concurrency 583/46743' },
  window: { value: 60, unit: 's', source: 'S100, S103: the figures are per minute' },
  keepAlive: { value: 300, unit: 's', source: 'S111, 69578: three to five minutes' },
  memoryMin: { value: 64, unit: 'MB', source: 'S150, Quota Limits 583/11637' },
  memoryStep: { value: 128, unit: 'MB', source: 'S150, Quota Limits 583/11637' },
  memoryMax: { value: 3_072, unit: 'MB', source: 'S150, Quota Limits 583/11637' },
  memoryDefault: { value: 128, unit: 'MB', source: 'S150, API CreateFunction' },
  timeoutDefault: { value: 3, unit: 's', source: 'S150, API CreateFunction' },
  timeoutSync: { value: 900, unit: 's', source: 'S72, S150' },
  timeoutAsyncRun: { value: 86_400, unit: 's', source: 'S72, Asynchronous Execution 583/51519' },
  initTimeoutMin: { value: 3, unit: 's', source: 'S121, API CreateFunction' },
  initTimeoutMax: { value: 300, unit: 's', source: 'S121, API CreateFunction' },
  initTimeoutDefault: { value: 65, unit: 's', source: 'S121, API CreateFunction' },
  roleCredentials: { value: 21_600, unit: 's', source: 'S80, Asynchronous Execution 583/51519' },
  syncEvent: { value: 6 * 1024 * 1024, unit: 'bytes', source: 'S150, Quota Limits 583/11637' },
  syncResponse: { value: 6 * 1024 * 1024, unit: 'bytes', source: 'S150, Quota Limits 583/11637' },
  asyncEvent: { value: 128 * 1024, unit: 'bytes', source: 'S63, Quota Limits 583/11637' },
  environment: { value: 4 * 1024, unit: 'bytes', source: 'S150, S152' },
  retryNum: { value: 2, unit: 'retries', source: 'S54, Error Types and Retry' },
  retryInterval: { value: 60, unit: 's', source: 'S54–S56, 41138 of 2025-06-30' },
  msgTtl: { value: 21_600, unit: 's', source: 'S58, API GetAccount' },
  asyncRunQps: { value: 1_000, unit: 'requests/s', source: 'S79, Asynchronous Execution 583/51519' },
  asyncEventRetention: { value: 259_200, unit: 's', source: 'S81, S82: 3 days' },
  instanceConcurrency: { value: 100, unit: 'requests', source: 'S92, API' },
  functions: { value: 50, unit: 'items', source: 'S150, Quota Limits 583/11637: per namespace' },
  triggers: { value: 10, unit: 'items', source: 'S150, Quota Limits 583/11637: per function' },
  triggersOfType: { value: 10, unit: 'items', source: 'S150, API GetAccount: of each kind' },
  timerMessage: { value: 4 * 1024, unit: 'bytes', source: 'S150, S220, Timer trigger 583/9708' },
  provisionActions: { value: 10, unit: 'items', source: 'S135: assumed, undocumented' },
  provisionActionGap: { value: 60, unit: 's', source: 'S135: assumed, undocumented' },
  trackingEvery: { value: 10, unit: 's', source: 'S136, Target Tracking' },
  trackingCoolDown: { value: 600, unit: 's', source: 'S136, Target Tracking' },
  versions: { value: 1_000, unit: 'items', source: 'S140, S150' },
  asyncQueue: { value: 100_000, unit: 'items', source: 'S61, Dead-letter Queue 583/51666' },
  routingKey: { value: 1024, unit: 'bytes', source: 'S142, S150: RoutingKey' },
  logLine: { value: 8 * 1024, unit: 'bytes', source: 'S164' },
} as const satisfies Record<string, Limit>;
