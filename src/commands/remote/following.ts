import type { CloudTime } from '../../cloud';
import type { Output } from '../output';
import type { Cloud } from './access';
import type { RemoteInvokeOptions } from './invokeOptions';
import type { RemoteFunction, RemoteService } from './service';

/** What it takes to follow an execution to its end. */
export interface Following {
  readonly cloud: Cloud;
  readonly clock: CloudTime;
  readonly signal: AbortSignal;
  readonly output: Output;
  readonly options: RemoteInvokeOptions;
  readonly fn: RemoteFunction;
  readonly service: RemoteService;
  /** When it was invoked, ms since the Unix epoch. */
  readonly sentMs: number;
  readonly requestId: string;
}
