import type { AdviceFigures } from '../messages/cloudCodesAdvice';
import { limits } from '../scf';

const KB = 1024;
const MB = 1024 * KB;
const daySec = 24 * 60 * 60;

/** The platform's figures, as advice about refusals names them. */
export const adviceFigures: AdviceFigures = {
  accountQuotaMB: limits.accountQuota.value,
  quotaFloorMB: limits.quotaFloor.value,
  memoryMinMB: limits.memoryMin.value,
  memoryStepMB: limits.memoryStep.value,
  memoryMaxMB: limits.memoryMax.value,
  timeoutSec: limits.timeoutSync.value,
  timeoutAsyncRunSec: limits.timeoutAsyncRun.value,
  initTimeoutMinSec: limits.initTimeoutMin.value,
  initTimeoutMaxSec: limits.initTimeoutMax.value,
  environmentKB: limits.environment.value / KB,
  syncEventMB: limits.syncEvent.value / MB,
  asyncEventKB: limits.asyncEvent.value / KB,
  routingKeyBytes: limits.routingKey.value,
  retryNum: limits.retryNum.value,
  msgTtlMaxSec: limits.msgTtl.value,
  retentionDays: limits.asyncEventRetention.value / daySec,
  instanceConcurrency: limits.instanceConcurrency.value,
  functions: limits.functions.value,
  versions: limits.versions.value,
  triggers: limits.triggers.value,
  timerMessageKB: limits.timerMessage.value / KB,
  // What nothing nearer the core needs. @source S58; S150, API GetAccount, CreateFunction; S206
  msgTtlMinSec: 60,
  namespaces: 5,
  layers: 5,
  descriptionCharacters: 1000,
  zipMB: 50,
  unzippedMB: 500,
  webSocketIdleSec: 1800,
};
