import { attachTexts } from './attach';
import { cliTexts } from './cli';
import { cloudTexts } from './cloudTexts';
import { eventsTexts } from './events';
import { harnessTexts } from './harness';
import { invokeTexts } from './invoke';
import { offlineTexts } from './offline';
import { profileTexts } from './profile';
import { reportTexts } from './reportTexts';
import { runtimeTexts } from './runtime';
import { simulateTexts } from './simulate';
import { simulateTableTexts } from './simulateTable';
import type { Lang } from './text';
import { traceTexts } from './trace';
import { usageTexts } from './usage';
import { validateTexts } from './validate';

export { sayCloudFault, type CloudFaultDetail, type CloudFaultKind, type CredentialPlace } from './cloudTexts';
export {
  describe,
  diagnosticTexts,
  type CronField,
  type DiagnosticCode,
  type DiagnosticParams,
  type Form,
  type Spelling,
  type SyntaxFault,
  type Unreadable,
  type Unresolved,
} from './diagnostics';
export { languageOf, type Lang } from './text';
export { sayTraceFault, traceTexts } from './trace';

/**
 * What is said to users, except diagnostics, and except what only commands that speak to the cloud say: they load their own parts.
 * Each part is a file of its own.
 */
export const catalogue = {
  ...attachTexts,
  ...cliTexts,
  ...cloudTexts,
  ...eventsTexts,
  ...harnessTexts,
  ...invokeTexts,
  ...offlineTexts,
  ...profileTexts,
  ...reportTexts,
  ...runtimeTexts,
  ...simulateTexts,
  ...simulateTableTexts,
  ...traceTexts,
  ...usageTexts,
  ...validateTexts,
};

type Catalogue = typeof catalogue;

/** Messages without parameters. */
export type PlainKey = { [K in keyof Catalogue]: [] extends Parameters<Catalogue[K]['en']> ? K : never }[keyof Catalogue];

/** A message in the user's language; the parameters are those of its text. */
export function say<K extends keyof Catalogue>(lang: Lang, key: K, ...params: Parameters<Catalogue[K]['en']>): string {
  const said = catalogue[key][lang] as (...params: Parameters<Catalogue[K]['en']>) => string;
  return said(...params);
}
