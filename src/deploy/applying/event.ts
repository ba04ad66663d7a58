import type { Step } from '../plan';

/** What a step waits for. */
export type Waiting =
  /** The function, or a version of it, is active. @source S145 */
  | { readonly for: 'active'; readonly status: string }
  /** Provisioned instances. @source S131 */
  | { readonly for: 'provisioned'; readonly available: number; readonly wanted: number }
  /** A function that was deleted is gone. */
  | { readonly for: 'gone'; readonly status: string }
  /** Another change of the function or of a quota is under way; `code` is what the service says. @source S30 */
  | { readonly for: 'settling'; readonly code: string }
  /** An answer was lost: it is looked up whether the step is done. */
  | { readonly for: 'lookup'; readonly code: string };

/** What happens while a plan is carried out. Events of one step come in order; those of several functions mix. */
export type ApplyEvent =
  | { readonly kind: 'began'; readonly step: Step }
  | { readonly kind: 'waiting'; readonly step: Step; readonly waiting: Waiting }
  | { readonly kind: 'done'; readonly step: Step; readonly made: string | undefined }
  | { readonly kind: 'failed'; readonly step: Step; readonly error: unknown }
  /** The deploy was interrupted while the step waited: what it asked for goes on in the cloud. */
  | { readonly kind: 'left'; readonly step: Step };
