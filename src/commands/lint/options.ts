import type { Severity } from '../../config';
import type { Lang } from '../../messages';
import { sayValidate } from '../../messages/validate';
import { formats, type Format } from '../../report/formats';
import { UsageError } from '../output';

/** Options of `validate` as a command line or the framework gives them: texts and switches, not checked. */
export interface RawLintOptions {
  readonly format?: unknown;
  readonly 'fail-on'?: unknown;
  readonly output?: unknown;
  readonly fix?: unknown;
  readonly 'dry-run'?: unknown;
  readonly baseline?: unknown;
  readonly 'update-baseline'?: unknown;
  readonly 'all-stages'?: unknown;
  readonly cloud?: unknown;
  readonly endpoint?: unknown;
}

export interface LintOptions {
  readonly format: Format;
  /** The least severity that makes the command fail. */
  readonly failOn: Severity;
  /** File for the report, as named; undefined for standard output. */
  readonly output: string | undefined;
  readonly fix: 'no' | 'apply' | 'show';
  /** File of findings that do not count, as named. */
  readonly baseline: string | undefined;
  readonly updateBaseline: boolean;
  readonly allStages: boolean;
  readonly cloud: boolean;
  /** Another address of the cloud's API; undefined for its own. */
  readonly endpoint: string | undefined;
}

const severities = ['error', 'warning', 'info'] as const satisfies readonly Severity[];

/**
 * Reads the options of `validate`.
 * @param stage  `--stage`, which `--all-stages` excludes
 * @throws UsageError when one is wrong, or misses another
 */
export function readLintOptions(raw: RawLintOptions, stage: string | undefined, lang: Lang): LintOptions {
  const needs = (option: keyof RawLintOptions, other: keyof RawLintOptions): void => {
    if (raw[option] !== undefined && raw[option] !== false && raw[other] === undefined)
      throw new UsageError(sayValidate(lang, 'validate.needs', { option, other: `--${other}` }));
  };
  needs('dry-run', 'fix');
  needs('update-baseline', 'baseline');
  needs('endpoint', 'cloud');
  if (raw['all-stages'] === true && stage !== undefined)
    throw new UsageError(sayValidate(lang, 'validate.notBoth', { option: 'all-stages', other: 'stage' }));
  return {
    format: oneOf('format', raw.format ?? 'text', formats, lang),
    failOn: oneOf('fail-on', raw['fail-on'] ?? 'error', severities, lang),
    output: textOf(raw.output),
    fix: raw.fix !== true ? 'no' : raw['dry-run'] === true ? 'show' : 'apply',
    baseline: textOf(raw.baseline),
    updateBaseline: raw['update-baseline'] === true,
    allStages: raw['all-stages'] === true,
    cloud: raw.cloud === true,
    endpoint: textOf(raw.endpoint),
  };
}

function oneOf<T extends string>(option: string, value: unknown, values: readonly T[], lang: Lang): T {
  const known = values.find((one) => one === value);
  if (known === undefined) throw new UsageError(sayValidate(lang, 'validate.oneOf', { option, value: String(value), values }));
  return known;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
