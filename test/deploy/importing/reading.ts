import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { checkService, loadService } from '../../../src/config';
import { desiredService } from '../../../src/deploy/desired';
import { differencesOf } from '../../../src/deploy/fields';
import { triggerWork } from '../../../src/deploy/triggers';
import type { DesiredFunction, DesiredService } from '../../../src/deploy/state';

/** A service as it is read back from a text that was written. */
export interface ReadBack {
  readonly service: Readonly<Record<string, unknown>>;
  readonly desired: DesiredService;
  /** By their names in the cloud. */
  readonly functions: ReadonlyMap<string, DesiredFunction>;
}

/**
 * Reads and checks what was written, as every other command does.
 * @param env  what the deployer has to set
 */
export async function readBack(text: string, env: Readonly<Record<string, string>> = {}): Promise<ReadBack> {
  const dir = mkdtempSync(join(tmpdir(), 'imported-'));
  try {
    writeFileSync(join(dir, 'serverless.yml'), text);
    const { service, unresolved, located } = await loadService({ dir, env, params: {} });
    expect(located.map(({ diagnostic: { code, path } }) => `${code} ${path.join('.')}`)).toEqual([]);
    const { diagnostics, plan, written } = checkService(service, { codeDir: dir, unresolved });
    expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([]);
    if (!plan || !service) throw new Error('no plan');
    const desired = desiredService(plan, written);
    return { service, desired, functions: new Map(desired.functions.map((fn) => [fn.name, fn])) };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** What is read back is what was deployed, function by function. */
export function expectSame({ functions }: ReadBack, service: DesiredService): void {
  expect([...functions.keys()].toSorted()).toEqual(service.functions.map(({ name }) => name).sort());
  for (const live of service.functions) {
    const back = functions.get(live.name);
    if (!back) throw new Error(live.name);
    expect(differencesOf(back.configuration, live.configuration)).toEqual([]);
    expect(differencesOf(live.configuration, back.configuration)).toEqual([]);
    expect(triggerWork(back.triggers, live.triggers)).toEqual({ create: [], update: [], delete: [] });
    const { eventInvoke, reservedMB, provisioned } = live;
    expect(back).toMatchObject({ eventInvoke, reservedMB, provisioned });
  }
}

/** What whoever deploys has to set, so that functions have the secrets that they had. */
export function secretsIn(text: string, { functions }: DesiredService): Readonly<Record<string, string>> {
  type Part = { readonly name?: string; readonly environment?: Readonly<Record<string, string>> };
  const {
    service,
    provider,
    functions: parts,
  } = parse(text) as { service: string; provider: Part & { stage: string }; functions: Record<string, Part> };
  const set = Object.entries(parts).flatMap(([key, { name = `${service}-${provider.stage}-${key}`, environment }]) => {
    const live = functions.find((fn) => fn.name === name)?.configuration['Environment'] as Readonly<Record<string, string>>;
    return Object.entries({ ...provider.environment, ...environment }).flatMap(([variable, value]) => {
      const [, from] = /^\$\{env:(\w+)\}$/.exec(value) ?? [];
      return from === undefined ? [] : [[from, live[variable] ?? ''] as const];
    });
  });
  return Object.fromEntries(set);
}
