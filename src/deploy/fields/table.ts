import type { Field } from './field';
import * as network from './network';
import * as parts from './parts';
import * as plain from './plain';

/**
 * Every member of a function's configuration: the single place that knows one.
 *
 * An option that `serverless.yml` does not have means one of two things. Where a new function would have a known value (128 MB, 3 s, no
 * variables, no role, no private network …), it means that value: taking an option out of the file takes it out of the cloud, as what is
 * deployed must not depend on what was deployed before. Where the platform or the account's owners choose for themselves, it means
 * nothing, and what is there stays:
 *
 * - `ClsLogsetId`, `ClsTopicId`: without them SCF makes a topic, delivers to it and tells it; to take it away would end all logs.
 * - `Tags` that are not written: whoever sorts the bills has them, and the API of functions could not change them anyway.
 * - `Handler` of Web functions and images: these have none. `ProtocolParams` where no WebSocket is spoken. `ImageConfig` of archives.
 *
 * Members that GetFunction tells and no option decides have no field: `L5Enable`, `UseGpu`, `OnsEnable`, `EipConfig`, `AccessInfo`, states
 * and times.
 */
export const fields: readonly Field[] = [
  plain.handler,
  plain.description,
  plain.runtime,
  plain.type,
  plain.memorySize,
  plain.timeout,
  plain.initTimeout,
  plain.asyncRunEnable,
  plain.traceEnable,
  plain.environment,
  plain.role,
  network.vpcConfig,
  parts.layers,
  network.clsLogsetId,
  network.clsTopicId,
  parts.deadLetterConfig,
  network.publicNetConfig,
  network.intranetConfig,
  network.cfsConfig,
  plain.dnsCache,
  plain.installDependency,
  parts.instanceConcurrency,
  parts.protocolType,
  parts.protocolParams,
  parts.tags,
  parts.imageConfig,
];
