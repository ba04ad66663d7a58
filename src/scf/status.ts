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

/** Every code that the local platform can answer. */
export const statuses = {
  200: row('Success', 'success'),
  400: row('InvalidParameterValue', 'request'),
  405: row('ContainerStateExited', 'run', true),
  406: row('RequestTooLarge', 'request'),
  407: row('ResponseTooLarge', 'run'),
  429: row('ResourceLimit', 'overLimit'),
  430: row('UserCodeException', 'run'),
  432: row('ResourceLimitReached', 'overLimit'),
  433: row('TimeLimitReached', 'run', true),
  434: row('MemoryLimitReached', 'run', true),
  435: row('FunctionNotFound', 'request'),
  437: row('HandlerNotFound', 'run'),
  439: row('UserProcessExit', 'run', true),
  442: row('QualifierNotFound', 'request'),
  443: row('UserCodeError', 'run'),
  450: row('InitContainerTimeout', 'run', true),
  499: row('RequestCanceled', 'cancelled', true),
  500: row('InternalError', 'system', true),
} as const satisfies Record<number, StatusRow>;

/** A status code that the local platform can answer. */
export type Status = keyof typeof statuses;

/** Codes with which an execution on an instance can end. */
export type RunStatus = 200 | 405 | 407 | 430 | 433 | 434 | 437 | 439 | 443 | 450 | 499 | 500;

/** How an invocation ended, design.md §9. A synchronous run that ended with 200 is `FINISHED`. @source S75 */
export type EndState = 'FINISHED' | 'FAILED' | 'ABORTED' | 'REFUSED';

/**
 * The end state that belongs to a final status.
 * @source S75, S83: 499 is what a terminated execution ends with
 */
export function endStateOf(status: Status): EndState {
  switch (statuses[status].class) {
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
