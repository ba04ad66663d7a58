import type { DiagnosticCode } from './diagnosticParams';
import { advicePages } from './rulePagesAdvice';
import { asyncPages } from './rulePagesAsync';
import { quotaPages } from './rulePagesQuota';
import { schedulePages } from './rulePagesSchedule';
import { servicePages } from './rulePagesService';
import { shapePages } from './rulePagesShape';
import type { RulePage } from './rulePagesText';

const pages: Readonly<Record<DiagnosticCode, RulePage>> = {
  ...shapePages,
  ...servicePages,
  ...quotaPages,
  ...schedulePages,
  ...asyncPages,
  ...advicePages,
};

/** What a rule's page says: for `--explain`, `docs/rules` and SARIF; apart from the catalogue, since no other command needs it. */
export function rulePage(code: DiagnosticCode): RulePage {
  return pages[code];
}
