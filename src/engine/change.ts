import type { FunctionLimits, QuotaFault, Tracking } from '../scf';
import type { Alias, FunctionStatus } from './state';

/** What can be changed while a region runs. @source S16–S30, S116–S118, S135–S146 */
export type Change =
  /** @source S16, S17, S29: undefined deletes the reservation, 0 switches the function off */
  | { readonly kind: 'reserved'; readonly function: string; readonly reservedMB: number | undefined }
  /** `by`: a schedule or tracking sets what fits, a user is refused what does not. @source S21–S25, S137 */
  | {
      readonly kind: 'provisioned';
      readonly function: string;
      readonly version: string;
      readonly instances: number;
      readonly by: 'user' | 'schedule';
    }
  /** `by`: as above; nobody said is a user. A restart sets again what a user has set: since then, less than its most may have been left. @source S30, S136 */
  | {
      readonly kind: 'tracking';
      readonly function: string;
      readonly version: string;
      readonly tracking: Tracking | undefined;
      readonly by?: 'user' | 'schedule' | 'restart';
    }
  /** @source S26 */
  | { readonly kind: 'total'; readonly totalMB: number }
  /** A function is created, or its `$LATEST` gets new code or configuration. @source S28, S116 */
  | { readonly kind: 'function'; readonly plan: FunctionLimits }
  /** `leaves`: it may come again, and what waits for it does so in the shell meanwhile; else that can never run. */
  | { readonly kind: 'functionRemoved'; readonly function: string; readonly leaves?: boolean }
  /** @source S145 */
  | { readonly kind: 'status'; readonly function: string; readonly status: FunctionStatus }
  /** `$LATEST` becomes the next version. @source S140 */
  | { readonly kind: 'published'; readonly function: string }
  | { readonly kind: 'versionRemoved'; readonly function: string; readonly version: string }
  /** @source S141, S142; undefined deletes it */
  | { readonly kind: 'alias'; readonly function: string; readonly name: string; readonly alias: Alias | undefined };

/** Why a change is refused: the code that the platform's API answers. */
export type ChangeFault =
  | QuotaFault
  | 'ResourceNotFound.Function'
  | 'ResourceNotFound.Version'
  | 'ResourceNotFound.FunctionVersion'
  | 'ResourceNotFound.Alias'
  | 'InvalidParameterValue'
  | 'InvalidParameterValue.Qualifier'
  | 'InvalidParameterValue.TrackingTarget'
  | 'InvalidParameterValue.MinCapacity'
  | 'LimitExceeded.MaxCapacity'
  | 'InvalidParameterValue.AdditionalVersionWeights'
  | 'InvalidParameter.RoutingConfig'
  | 'FailedOperation.DeleteAlias'
  | 'FailedOperation.ReservedInProgress'
  | 'FailedOperation.ProvisionedInProgress'
  | 'FailedOperation.TotalConcurrencyMemoryInProgress'
  | 'FailedOperation.FunctionVersionStatusNotActive'
  | 'LimitExceeded.FunctionVersions'
  | 'UnsupportedOperation.AliasBind'
  | 'UnsupportedOperation.AsyncRunEnable';
