/** The platform's status codes and what follows from each. @source S13 table of status codes (42611), S64, S115 */

/** What kind of outcome a code is; decides what an asynchronous event does next. @source S64 */
export type StatusClass = 'success' | 'request' | 'run' | 'overLimit' | 'system' | 'cancelled';

interface StatusRow {
  readonly name: string;
  readonly class: StatusClass;
  /** Whether the instance on which it happened takes no further event. @source S115 */
  readonly recycles: boolean;
}

const row = (name: string, statusClass: StatusClass, recycles = false): StatusRow => ({ name, class: statusClass, recycles });

/** Every code of the platform that an invocation can end with. */
export const statuses = {
  200: row('Success', 'success'),
  400: row('InvalidParameterValue', 'request'),
  401: row('InvalidCredentials', 'request'),
  402: row('ServiceSuspended', 'request'),
  404: row('InvalidSubnetID', 'request'),
  405: row('ContainerStateExited', 'run', true),
  406: row('RequestTooLarge', 'request'),
  407: row('ResponseTooLarge', 'run'),
  410: row('InsufficientBalance', 'request'),
  429: row('ResourceLimit', 'overLimit'),
  430: row('UserCodeException', 'run'),
  432: row('ResourceLimitReached', 'overLimit'),
  433: row('TimeLimitReached', 'run', true),
  434: row('MemoryLimitReached', 'run', true),
  435: row('FunctionNotFound', 'request'),
  436: row('InvalidParameterValue', 'request'),
  437: row('HandlerNotFound', 'run'),
  438: row('FunctionStatusError', 'request'),
  439: row('UserProcessExit', 'run', true),
  441: row('UnauthorizedOperation', 'request'),
  442: row('QualifierNotFound', 'request'),
  443: row('UserCodeError', 'run'),
  444: row('PullImageFailed', 'run'),
  445: row('ContainerInitError', 'run'),
  446: row('PortBindingFailed', 'run'),
  447: row('PullImageTimeOut', 'run'),
  449: row('InsufficientResources', 'overLimit'),
  450: row('InitContainerTimeout', 'run', true),
  499: row('RequestCanceled', 'cancelled', true),
  500: row('InternalError', 'system', true),
} as const satisfies Record<number, StatusRow>;

/** The table by code: an array, for a look-up in an object that has only a few hundreds as keys costs a hash. */
const rows: readonly (StatusRow | undefined)[] = Array.from(
  { length: 501 },
  (_, code) => (statuses as Readonly<Record<number, StatusRow | undefined>>)[code],
);

/** What follows from a code; for paths that every invocation takes. */
export function statusRow(status: Status): StatusRow {
  return rows[status] ?? statuses[status];
}

/** A status code that an invocation can end with. */
export type Status = keyof typeof statuses;

/** Codes with which an attempt on an instance can end: all but those that refuse it one. */
export type RunStatus = Exclude<Status, 406 | 429 | 432 | 435 | 442>;

/**
 * How an invocation ended, design.md §9. A synchronous run that ended with 200 is `FINISHED`; `REFUSED` never had an
 * instance, `EXPIRED` waited longer than its MsgTTL, `DEAD_LETTERED` went to the dead-letter queue.
 * @source S65, S75
 */
export type EndState = 'FINISHED' | 'FAILED' | 'ABORTED' | 'DEAD_LETTERED' | 'EXPIRED' | 'REFUSED';

/**
 * The end state that belongs to the final status of an invocation that is not tried again.
 * @source S75, S83: 499 is what a terminated execution ends with
 */
export function endStateOf(status: Status): EndState {
  switch (statusRow(status).class) {
    case 'success':
      return 'FINISHED';
    case 'cancelled':
      return 'ABORTED';
    case 'overLimit':
    case 'request':
      return 'REFUSED';
    case 'run':
    case 'system':
      return 'FAILED';
  }
}
