import type { DiagnosticCode } from './diagnosticParams';
import type { Lang } from './text';

/** The words of one rule's page, in both languages. */
export interface RulePage {
  /** What is wrong, in at most ten words. */
  readonly title: Readonly<Record<Lang, string>>;
  /** What the platform does, what happens when nobody corrects it, and what to do. */
  readonly why: Readonly<Record<Lang, string>>;
}

/** The pages of some codes. */
export type RulePages<C extends DiagnosticCode> = { readonly [K in C]: RulePage };
