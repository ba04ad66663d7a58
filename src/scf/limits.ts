/** The platform's figures, each with its unit and source. Nothing else in the code repeats one of these numbers. */

/** One documented figure. */
interface Limit {
  readonly value: number;
  readonly unit: 'MB' | 'bytes' | 's' | 'instances/min' | 'items' | 'characters';
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
  asyncQueue: { value: 100_000, unit: 'items', source: 'S61, Dead-letter Queue 583/51666' },
  logLine: { value: 8 * 1024, unit: 'bytes', source: 'S164' },
} as const satisfies Record<string, Limit>;
