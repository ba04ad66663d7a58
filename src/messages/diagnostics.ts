import { adviceTexts } from './adviceTexts';
import type { DiagnosticCode, DiagnosticParams, Texts, Words } from './diagnosticParams';
import { quotaTexts } from './quotaTexts';
import { shapeTexts } from './shapeTexts';
import type { Lang } from './text';

export type { CronField, DiagnosticCode, DiagnosticParams, Form, Spelling, SyntaxFault, Unreadable, Unresolved } from './diagnosticParams';

/** Every diagnostic's text, by its code. */
export const diagnosticTexts: Texts<DiagnosticCode> = { ...shapeTexts, ...quotaTexts, ...adviceTexts };

/** A diagnostic in words. */
export function describe<C extends DiagnosticCode>(code: C, params: DiagnosticParams[C], lang: Lang): Words {
  return diagnosticTexts[code][lang](params);
}
