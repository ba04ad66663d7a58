import { openGround } from './deploying';
const hello = '  hello:\n    handler: index.main\n    provisionedConcurrency: { instances: 1 }\n';
const service = (functions: string): string =>
  `service: media\nprovider: { name: tencent, region: ap-guangzhou, runtime: Nodejs18.15 }\nfunctions:\n${functions}`;
it('--update-config of a function with versions comes to its end', async () => {
  const ground = await openGround();
  ground.write(service(hello));
  expect(await ground.deploy()).toMatchObject({ code: 0 });
  ground.write(service(`${hello}    memorySize: 512\n`), { 'index.js': 'exports.main = async () => 3;\n' });
  expect(await ground.deploy({ 'update-config': true })).toMatchObject({ code: 0 });
});
it('--update-config beside --plan', async () => {
  const ground = await openGround();
  ground.write(service(hello));
  await ground.deploy({ 'dry-run': true, out: 'plan.json' });
  await expect(ground.deploy({ plan: 'plan.json', 'update-config': true })).rejects.toThrow('--update-config');
});
