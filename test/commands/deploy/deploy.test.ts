import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeployPlan } from '../../../src/deploy/plan';
import { handler, openGround } from './deploying';

/** The whole way of a deploy, against our own API. */

const service = (functions: string): string =>
  `service: media\nprovider:\n  name: tencent\n  runtime: Nodejs18.15\n  region: ap-guangzhou\nfunctions:\n${functions}`;
const hello = '  hello:\n    handler: index.main\n';
const kept = `${hello}    memorySize: 256\n    reservedConcurrency: 1024\n    provisionedConcurrency: 512\n`;

it('deploys, and then has nothing to do', async () => {
  const ground = await openGround();
  ground.write(service(hello));
  const first = await ground.deploy();
  expect(first).toMatchObject({ code: 0 });
  expect(first.out).toContain('+ hello  media-dev-hello  is created');
  expect(first.out).toMatch(/^Deployed: \d+ steps? in [\d.]+ s\.\n {2}hello: created as media-dev-hello$/m);
  expect(first.err).toContain('✔ media-dev-hello: create the function');
  expect(ground.changes).toContain('CreateFunction');
  ground.changes.splice(0);
  expect(await ground.deploy()).toMatchObject({ code: 0, out: expect.stringContaining('No changes'), err: '' });
  expect(ground.changes).toEqual([]);
});

it('plan writes nothing to the cloud, and shows what deploy then does', async () => {
  const ground = await openGround();
  ground.write(service(hello));
  const shown = await ground.plan();
  expect(shown).toMatchObject({ code: 0, out: expect.stringContaining('Plan: 1 to create, 0 to update') });
  expect(await ground.deploy({ 'dry-run': true })).toEqual(shown);
  expect(ground.changes).toEqual([]);
  expect(JSON.parse((await ground.plan({ json: true })).out)).toMatchObject({ formatVersion: 1, service: 'media', functions: [{ kind: 'create' }] });
});

it('S22, S29: moves traffic to a new version without a gap, and tells its number', async () => {
  const ground = await openGround();
  ground.write(service(kept));
  expect((await ground.deploy()).out).toContain('hello: version 1, which $DEFAULT now points to');
  ground.write(service(kept), { 'index.js': 'exports.main = async () => 2;\n' });
  ground.changes.splice(0);
  // Two sets of two instances fit into the reservation.
  expect(await ground.deploy()).toMatchObject({ code: 0, out: expect.stringContaining('hello: version 2, which $DEFAULT now points to') });
  expect(ground.changes).toEqual([
    'UpdateFunctionCode',
    'PublishVersion',
    'PutProvisionedConcurrencyConfig',
    'UpdateAlias',
    'DeleteProvisionedConcurrencyConfig',
  ]);
});

it('writes no plan over what is none', async () => {
  const ground = await openGround();
  ground.write(service(hello));
  const before = readFileSync(join(ground.dir, 'serverless.yml'), 'utf8');
  await expect(ground.plan({ out: 'serverless.yml' })).rejects.toThrow(/serverless\.yml holds something other than a plan/);
  expect(readFileSync(join(ground.dir, 'serverless.yml'), 'utf8')).toBe(before);
});

it('carries out precisely the plan of a file, or stops because something has moved', async () => {
  const ground = await openGround();
  ground.write(service(hello));
  writeFileSync(join(ground.dir, 'plan.json'), '{ "fingerprint": "old, and readable by all", "steps": [] }', { mode: 0o644 });
  const made = await ground.plan({ out: 'plan.json' });
  expect(made.err).toContain(`serverless-scf deploy --endpoint ${ground.origin} --plan ${join(ground.dir, 'plan.json')}`);
  expect(statSync(join(ground.dir, 'plan.json')).mode & 0o077).toBe(0);
  ground.write(service(`${hello}    memorySize: 512\n`));
  const moved = await ground.deploy({ plan: 'plan.json' });
  expect(moved).toMatchObject({ code: 1, err: expect.stringContaining('memorySize') });
  expect(ground.changes).toEqual([]);
  ground.write(service(hello));
  expect(await ground.deploy({ plan: 'plan.json' })).toMatchObject({ code: 0 });
  // It is done: the same plan would no longer be made.
  expect(await ground.deploy({ plan: 'plan.json' })).toMatchObject({ code: 1 });
});

it('S152: keeps secrets out of everything that is printed or written, and still sees when one changes', async () => {
  const ground = await openGround();
  const withToken = (token: string): string => service(`${hello}    environment: { TOKEN: ${token} }\n`);
  ground.write(withToken('hush-one'));
  const made = await ground.plan({ json: true, out: 'plan.json' });
  const text = readFileSync(join(ground.dir, 'plan.json'), 'utf8');
  expect(made.out + text).not.toContain('hush');
  expect(text).toContain('TOKEN');
  ground.write(withToken('hush-two'));
  expect(await ground.deploy({ plan: 'plan.json' })).toMatchObject({ code: 1, err: expect.stringContaining('does not show') });
  const ran = await ground.deploy({ json: true });
  expect(ran.code).toBe(0);
  expect(ran.out + ran.err).not.toContain('hush');
  ground.write(withToken('hush-three'));
  const changed = [await ground.plan(), await ground.plan({ json: true, out: 'plan.json' })].map(({ out, err }) => out + err).join('\n');
  expect(changed + readFileSync(join(ground.dir, 'plan.json'), 'utf8')).not.toContain('hush');
  expect(changed).toContain('environment.TOKEN  changed (values hidden)');
  expect(await ground.region.ask('GetFunction', { FunctionName: 'media-dev-hello' })).toMatchObject({
    Environment: { Variables: [{ Key: 'TOKEN', Value: 'hush-two' }] },
  });
});

it('S76: replaces nothing unless told so', async () => {
  const ground = await openGround();
  ground.write(service(hello));
  await ground.deploy();
  ground.changes.splice(0);
  ground.write(service(`${hello}    asyncRunEnable: true\n`));
  expect(await ground.deploy()).toMatchObject({ code: 1, err: expect.stringContaining('--replace hello') });
  expect(ground.changes).toEqual([]);
  expect(await ground.deploy({ replace: ['hello'] })).toMatchObject({ code: 0, out: expect.stringContaining('hello: created anew') });
  expect(ground.changes).toEqual(expect.arrayContaining(['DeleteFunction', 'CreateFunction']));
});

describe('before something is deleted', () => {
  const two = service(`${hello}  bye:\n    handler: index.main\n`);
  async function shrunk() {
    const ground = await openGround();
    ground.write(two);
    await ground.deploy();
    ground.changes.splice(0);
    ground.write(service(hello));
    return ground;
  }

  it('asks a person, and does nothing on a no', async () => {
    const ground = await shrunk();
    const questions: string[] = [];
    const ask = (question: string): Promise<boolean> => Promise.resolve(questions.push(question) < 0);
    expect(await ground.deploy({}, { ask })).toMatchObject({ code: 1, err: expect.stringContaining('Nothing was changed.') });
    expect(questions).toEqual(['This will delete media-dev-bye. Go on? [y/N] ']);
    expect(ground.changes).toEqual([]);
  });

  it.each([
    { why: 'with --yes', raw: { yes: true }, env: {}, ask: true },
    { why: 'in a CI', raw: {}, env: { CI: 'true' }, ask: true },
    { why: 'where nobody can answer', raw: {}, env: {}, ask: false },
  ])('does not ask $why', async ({ raw, env, ask }) => {
    const ground = await shrunk();
    const asked = jest.fn(() => Promise.resolve(false));
    expect(await ground.deploy(raw, { env, ask: ask ? asked : undefined })).toMatchObject({ code: 0, out: expect.stringContaining('bye: deleted') });
    expect(asked).not.toHaveBeenCalled();
    expect(ground.changes).toEqual(['DeleteFunction']);
  });

  it('does not ask where nothing is deleted', async () => {
    const ground = await openGround();
    ground.write(service(hello));
    const ask = jest.fn(() => Promise.resolve(false));
    expect(await ground.deploy({}, { ask })).toMatchObject({ code: 0 });
    expect(ask).not.toHaveBeenCalled();
  });
});

it('leaves strays alone, names them, and deletes them with --prune', async () => {
  const ground = await openGround();
  ground.write(service(hello));
  await ground.deploy();
  const code = { ZipFile: readFileSync(join(ground.dir, '.serverless', 'media.zip')).toString('base64') };
  await ground.region.ask('CreateFunction', { FunctionName: 'media-dev-old', Runtime: 'Nodejs18.15', Handler: 'index.main', Code: code });
  ground.region.pass(60_000);
  expect((await ground.deploy()).out).toMatch(/neither in serverless\.yml nor deployed from here: media-dev-old\./);
  expect(await ground.deploy({ prune: true })).toMatchObject({ code: 0, out: expect.stringContaining('media-dev-old: deleted') });
});

it('takes no function for a stray that another stage has deployed from here: not with --prune either', async () => {
  const ground = await openGround();
  const at = (stage: string): string => service(hello).replace('region:', `stage: ${stage}\n  region:`);
  ground.write(at('dev-eu'));
  await ground.deploy();
  ground.write(at('dev'));
  expect((await ground.plan({ prune: true })).out).not.toContain('media-dev-eu-hello');
  expect(await ground.deploy({ prune: true })).toMatchObject({ code: 0, out: expect.not.stringContaining('media-dev-eu-hello') });
  expect(await ground.region.refused('GetFunction', { FunctionName: 'media-dev-eu-hello' })).toBe('ok');
});

it('S142: leaves a part of the traffic where somebody else has sent it, and is not put out by it', async () => {
  const ground = await openGround();
  ground.write(service(hello));
  await ground.deploy();
  const FunctionName = 'media-dev-hello';
  await ground.region.ask('PublishVersion', { FunctionName });
  const RoutingConfig = { AdditionalVersionWeights: [{ Version: '1', Weight: 0.1 }] };
  await ground.region.ask('UpdateAlias', { FunctionName, Name: '$DEFAULT', FunctionVersion: '$LATEST', RoutingConfig });
  ground.write(service(`${hello}    memorySize: 256\n`));
  expect(await ground.deploy()).toMatchObject({ code: 0 });
  expect(await ground.region.ask('GetAlias', { FunctionName, Name: '$DEFAULT' })).toMatchObject({ FunctionVersion: '$LATEST', RoutingConfig });
});

it('S141: brings traffic back to $LATEST where somebody else has released the instances of the version that we sent it to', async () => {
  const ground = await openGround();
  const FunctionName = 'media-dev-hello';
  ground.write(service(`${hello}    provisionedConcurrency: { instances: 1 }\n`));
  await ground.deploy();
  await ground.region.ask('DeleteProvisionedConcurrencyConfig', { FunctionName, Qualifier: '1' });
  ground.region.pass(60_000);
  ground.write(service(hello));
  expect(await ground.deploy()).toMatchObject({ code: 0 });
  expect(await ground.region.ask('GetAlias', { FunctionName, Name: '$DEFAULT' })).toMatchObject({ FunctionVersion: '$LATEST' });
});

it('after Ctrl-C says what is done and what is not, ends with 130, and the next deploy goes on', async () => {
  const ground = await openGround();
  ground.write(service(`${kept}  bye:\n    handler: index.main\n`));
  const listeners: (() => void)[] = [];
  const onInterrupt = (listener: () => void): (() => void) => {
    listeners.push(listener);
    return () => undefined;
  };
  ground.onAction = (action) => {
    if (action === 'PublishVersion') for (const listener of listeners) listener();
  };
  const stopped = await ground.deploy({}, { onInterrupt });
  expect(stopped).toMatchObject({ code: 130, err: expect.stringMatching(/The deploy was interrupted: of \d+ steps, \d+ are done/) });
  expect(stopped.err).toContain('Interrupted: what is being sent ends first');
  expect(stopped.err).toContain('Deploy again to go on');
  ground.onAction = () => undefined;
  const next = await ground.deploy();
  expect(next).toMatchObject({ code: 0, err: expect.stringMatching(/^The last deploy \(\S+\) was interrupted after \d+ of \d+ steps/) });
  // What was published is used, not published again.
  expect(ground.changes.filter((action) => action === 'PublishVersion')).toHaveLength(1);
  expect((await ground.deploy()).out).toContain('No changes');
});

it('ends at once when Ctrl-C is pressed again', async () => {
  const ground = await openGround();
  ground.write(service(hello));
  const listeners: (() => void)[] = [];
  const endNow = jest.fn();
  const onInterrupt = (listener: () => void): (() => void) => {
    listeners.push(listener);
    return () => undefined;
  };
  ground.onAction = (action) => {
    if (action !== 'CreateFunction') return;
    for (const listener of [...listeners, ...listeners]) listener();
  };
  await ground.deploy({}, { onInterrupt, endNow });
  expect(endNow).toHaveBeenCalledTimes(1);
});

it('deploys one function beside the others', async () => {
  const ground = await openGround();
  ground.write(service(`${hello}  bye:\n    handler: index.main\n`));
  expect(await ground.deploy({ function: 'bye' })).toMatchObject({ code: 0 });
  expect(await ground.region.refused('GetFunction', { FunctionName: 'media-dev-hello' })).toBe('ResourceNotFound.Function');
});

it('--force uploads code again; --update-config uploads none', async () => {
  const ground = await openGround();
  ground.write(service(hello));
  await ground.deploy();
  ground.changes.splice(0);
  expect(await ground.deploy({ force: true })).toMatchObject({ code: 0 });
  expect(ground.changes).toEqual(['UpdateFunctionCode']);
  ground.changes.splice(0);
  ground.write(service(`${hello}    memorySize: 512\n`), { 'index.js': 'exports.main = async () => 3;\n' });
  expect(await ground.deploy({ 'update-config': true })).toMatchObject({ code: 0 });
  expect(ground.changes).toEqual(['UpdateFunctionConfiguration']);
  ground.write(service(`${hello}  bye:\n    handler: index.main\n`));
  expect(await ground.deploy({ 'update-config': true })).toMatchObject({ code: 1, err: expect.stringContaining('--update-config') });
});

it('with --json says everything as JSON, and nothing else on standard output', async () => {
  const ground = await openGround();
  ground.write(service(hello));
  const done = JSON.parse((await ground.deploy({ json: true })).out) as { plan: DeployPlan; result: { outcome: string; steps: { state: string }[] } };
  expect(done.result.outcome).toBe('done');
  expect(done.result.steps.map(({ state }) => state)).toEqual(done.plan.steps.map(() => 'done'));
  expect(JSON.parse((await ground.deploy({ json: true })).out)).toMatchObject({ result: { outcome: 'done', steps: [] } });
  ground.write(service(`${hello}    asyncRunEnable: true\n`));
  expect(await ground.deploy({ json: true })).toMatchObject({ code: 1 });
  expect(JSON.parse((await ground.deploy({ json: true })).out)).toMatchObject({ error: { code: 'mustReplace' } });
});

it.each([
  { raw: { function: 'helo' }, says: 'hello' },
  { raw: { replace: ['helo'] }, says: 'hello' },
  { raw: { plan: 'none.json' }, says: 'none.json' },
  { raw: { plan: 'broken.json' }, says: 'broken.json' },
  { raw: { plan: 'plan.json', prune: true }, says: '--prune' },
  { raw: { plan: 'plan.json', out: 'b.json' }, says: '--out' },
  { raw: { plan: 'plan.json', 'update-config': true }, says: '--update-config' },
  { raw: { plan: 'hollow.json' }, says: 'no plan of serverless-scf' },
  { raw: { force: true, 'update-config': true }, says: '--force' },
  { raw: { function: 'hello', prune: true }, says: '--prune' },
  { raw: { out: 'no/such/folder/plan.json', 'dry-run': true }, says: 'cannot be written' },
])('refuses %j', async ({ raw, says }) => {
  const ground = await openGround();
  ground.write(service(hello), handler);
  writeFileSync(join(ground.dir, 'broken.json'), '{"formatVersion":1');
  writeFileSync(join(ground.dir, 'hollow.json'), '{"formatVersion":1,"fingerprint":"","functions":[5],"steps":[],"asked":{"replace":[]}}');
  await expect(ground.deploy(raw)).rejects.toThrow(says);
});

it('says what to do when there is no package', async () => {
  const ground = await openGround();
  ground.write(service(hello));
  expect(await ground.deploy({ package: 'elsewhere' })).toMatchObject({ code: 1, err: expect.stringContaining('elsewhere') });
});

it('speaks Chinese', async () => {
  const ground = await openGround();
  ground.write(service(hello));
  const ran = await ground.deploy({}, {}, 'zh');
  expect(ran.out).toContain('部署完成');
  expect(ran.err).toContain('创建函数');
});
