import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deploy } from '../../../src/commands/deploy/deploy';
import type { DeployJournal, TargetJournal } from '../../../src/deploy/journal';
import { recorded } from '../output';
import { openGround, type Ground } from './deploying';

/** What a deploy keeps for the next one, and what it asks and says besides its plan. */

const service = (functions: string, name = 'media'): string =>
  `service: ${name}\nprovider:\n  name: tencent\n  runtime: Nodejs18.15\n  region: ap-guangzhou\nfunctions:\n${functions}`;
const hello = '  hello:\n    handler: index.main\n';
const bye = '  bye:\n    handler: index.main\n';

function fileOf({ dir }: Ground): string {
  return join(dir, '.serverless-scf', 'deploy.json');
}

function journalOf(ground: Ground): TargetJournal {
  const { targets } = JSON.parse(readFileSync(fileOf(ground), 'utf8')) as DeployJournal;
  const [only] = Object.values(targets);
  if (!only) throw new Error('nothing is kept');
  return only;
}

async function deployedBoth(): Promise<Ground> {
  const ground = await openGround();
  ground.write(service(hello + bye));
  await ground.deploy();
  ground.changes.splice(0);
  return ground;
}

describe('a function that somebody else has deleted', () => {
  it.each([
    { when: 'there is nothing to do', options: '' },
    { when: 'another function changes', options: '    memorySize: 256\n' },
  ])('is forgotten when $when', async ({ options }) => {
    const ground = await deployedBoth();
    await ground.region.ask('DeleteFunction', { FunctionName: 'media-dev-bye' });
    ground.region.pass(60_000);
    ground.write(service(hello + options));
    expect(await ground.deploy()).toMatchObject({ code: 0 });
    expect(Object.keys(journalOf(ground).functions)).toEqual(['media-dev-hello']);
  });
});

it('a function that was as wanted already is the service’s from then on: taken out later, it is no stray', async () => {
  const ground = await deployedBoth();
  rmSync(fileOf(ground));
  expect((await ground.deploy()).out).toContain('No changes');
  ground.write(service(hello));
  expect(await ground.deploy()).toMatchObject({ code: 0, out: expect.stringContaining('bye: deleted') });
});

describe('a run that did not come to its end', () => {
  async function unfinished(outcome: 'running' | 'failed'): Promise<Ground> {
    const ground = await deployedBoth();
    const text = readFileSync(fileOf(ground), 'utf8');
    writeFileSync(fileOf(ground), text.replace('"outcome": "done"', `"outcome": "${outcome}"`));
    return ground;
  }

  it('is told once more, and not after a deploy that had nothing left to do', async () => {
    const ground = await unfinished('failed');
    expect((await ground.deploy()).err).toContain('The last deploy');
    expect((await ground.deploy()).err).toBe('');
    expect((await ground.plan()).err).toBe('');
  });

  it('may only be under way, as far as a plan can tell', async () => {
    const ground = await unfinished('running');
    expect((await ground.plan()).err).toContain('still runs, or was cut off,');
    expect((await ground.deploy()).err).toContain('was cut off after');
  });
});

describe('functions of the same names that were not deployed from here', () => {
  async function foreign(): Promise<Ground> {
    const ground = await deployedBoth();
    rmSync(fileOf(ground));
    ground.write(service(`${hello}    memorySize: 256\n`));
    return ground;
  }

  it('are taken over when a person says so, and not otherwise', async () => {
    const ground = await foreign();
    const asked: string[] = [];
    const answering = (answer: boolean) => ({ ask: (question: string) => Promise.resolve(asked.push(question) > 0 && answer) });
    expect(await ground.deploy({}, answering(false))).toMatchObject({ code: 1, err: expect.stringContaining('Nothing was changed.') });
    expect(asked).toEqual(['This will take over media-dev-hello (not deployed from here before). Go on? [y/N] ']);
    expect(ground.changes).toEqual([]);
    expect(await ground.deploy({}, answering(true))).toMatchObject({ code: 0 });
    // From now on it is.
    ground.write(service(`${hello}    memorySize: 512\n`));
    expect(await ground.deploy({}, answering(false))).toMatchObject({ code: 0 });
    expect(asked).toHaveLength(2);
  });

  it('are named where nobody can be asked, if others are known', async () => {
    const ground = await foreign();
    expect((await ground.deploy()).err).not.toContain('not deployed from here');
    const first = journalOf(ground);
    expect(Object.keys(first.functions)).toEqual(['media-dev-hello']);
    ground.write(service(`${hello}${bye}    memorySize: 256\n`));
    expect((await ground.deploy()).err).toContain('In the cloud already, and not deployed from here: media-dev-bye.');
  });
});

describe('a plan in a file', () => {
  it('of another service is refused before anything else is looked at', async () => {
    const ground = await openGround();
    ground.write(service(hello));
    await ground.plan({ out: 'plan.json' });
    const text = readFileSync(join(ground.dir, 'plan.json'), 'utf8');
    writeFileSync(join(ground.dir, 'plan.json'), text.replace('"stage": "dev"', '"stage": "prod"'));
    rmSync(join(ground.dir, '.serverless', 'media.zip'));
    await expect(ground.deploy({ plan: 'plan.json' })).rejects.toThrow(/made for \S+\/prod, and this is \S+\/dev/);
    expect(existsSync(fileOf(ground))).toBe(false);
  });

  it('that fails half-way needs a new plan, and says so', async () => {
    const ground = await openGround();
    ground.write(service(`${hello}    events:\n      - timer: { name: nightly, cron: '0 0 2 * * * *' }\n`));
    await ground.plan({ out: 'plan.json' });
    ground.onAction = (action) => {
      if (action === 'CreateTrigger') throw new Error('broken');
    };
    const failed = await ground.deploy({ plan: 'plan.json' });
    expect(failed).toMatchObject({ code: 1, err: expect.stringContaining('Make a plan of what is left') });
    expect(failed.err).not.toContain('Deploy again to go on');
  });
});

it('with --json tells as JSON, too, that there are no credentials', async () => {
  const ground = await openGround();
  ground.write(service(hello));
  const output = recorded('en');
  const machine = { env: {}, ask: undefined, onInterrupt: () => () => undefined, endNow: () => undefined };
  const nowhere = { env: {}, endpoint: undefined, home: ground.dir };
  expect(await deploy({ json: true }, await ground.service(), nowhere, output, machine)).toBe(1);
  expect(JSON.parse(output.outs.join('\n'))).toMatchObject({ error: { code: 'noCredentials' } });
});
