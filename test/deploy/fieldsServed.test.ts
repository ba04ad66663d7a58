import fc from 'fast-check';
import type { CloudClient } from '../../src/cloud';
import { changedMembers, configurationFrom, createParams, differencesOf, updateParams } from '../../src/deploy/fields';
import type { Configuration } from '../../src/deploy/state';
import { openHome } from '../cloud/home';
import { randomChange } from './fieldsRandom';
import { changeable, fixedAtCreation, type Sample } from './fieldsSamples';
import { codeOf, configuration, creationCode } from './fieldsService';

/** Everything goes over the wire to an endpoint that refuses parameters that it does not know. */
async function made(client: CloudClient, FunctionName: string, wanted: Configuration): Promise<Configuration> {
  await client.call('CreateFunction', { FunctionName, ...creationCode(wanted), ...createParams(wanted) });
  return read(client, FunctionName);
}

async function read(client: CloudClient, FunctionName: string): Promise<Configuration> {
  return configurationFrom(await client.call('GetFunction', { FunctionName }));
}

/** Brings a function to what is wanted. */
async function changed(client: CloudClient, FunctionName: string, wanted: Configuration, live: Configuration): Promise<Configuration> {
  const params = updateParams(changedMembers(wanted, live), wanted);
  if (params.code) await client.call('UpdateFunctionCode', { FunctionName, ...codeOf(wanted) });
  if (params.configuration) await client.call('UpdateFunctionConfiguration', { FunctionName, ...params.configuration });
  return read(client, FunctionName);
}

function optionsTold(wanted: Configuration, live: Configuration): string {
  return differencesOf(wanted, live)
    .map(({ option }) => option)
    .join(', ');
}

const told = (sample: Sample): string => sample.told ?? sample.option;

it.each([...changeable, ...fixedAtCreation])('$option is made as it is written, and is seen to differ, alone', async (sample) => {
  const { client } = await openHome();
  const [before, after] = [configuration(sample.before), configuration(sample.after)];
  const live = await made(client, 'resize', before);
  expect(live).toEqual(before);
  expect(optionsTold(after, live)).toBe(told(sample));
  expect(optionsTold(before, await made(client, 'other', after)).split(', ')).toContain(told(sample).split(', ').at(-1));
});

it.each(changeable)('$option differs no more when the parameters of its update were sent', async ({ before, after }) => {
  const { client } = await openHome();
  const [first, second] = [configuration(before), configuration(after)];
  const live = await made(client, 'resize', first);
  const now = await changed(client, 'resize', second, live);
  expect(now).toEqual({ ...now, ...second });
  expect(differencesOf(second, now)).toEqual([]);
  // And back again: what was taken out comes back.
  expect(differencesOf(first, await changed(client, 'resize', first, now))).toEqual([]);
});

it.each(fixedAtCreation)('$option is fixed, and everything else can still be changed', async ({ before, after }) => {
  const { client } = await openHome();
  const [first, second] = [configuration(before), configuration({ ...after, memorySize: 512, environment: { A: 'b' } })];
  const live = await changed(client, 'resize', second, await made(client, 'resize', first));
  const left = differencesOf(second, live);
  expect(left.length).toBeGreaterThan(0);
  expect(left.filter(({ immutable }) => !immutable)).toEqual([]);
});

it('whatever is written is what GetFunction tells, before and after any change', async () => {
  const { client } = await openHome();
  let count = 0;
  await fc.assert(
    fc.asyncProperty(randomChange, async (fn) => {
      const FunctionName = `f${(count += 1)}x`;
      const [before, after] = [configuration(fn.before), configuration(fn.after)];
      const live = await made(client, FunctionName, before);
      expect(live).toEqual(before);
      const now = await changed(client, FunctionName, after, live);
      expect(differencesOf(after, now)).toEqual([]);
      // What is not decided any more stays as it was.
      expect(now).toEqual({ ...keptOf(before), ...after });
      await client.call('DeleteFunction', { FunctionName });
    }),
    { numRuns: 40 },
  );
});

function keptOf(before: Configuration): Configuration {
  return Object.fromEntries(Object.entries(before).filter(([member]) => member === 'ClsLogsetId' || member === 'ClsTopicId'));
}
