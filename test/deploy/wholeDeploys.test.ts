import { fieldOfOption } from '../../src/deploy/fields';
import type { DeployPlan } from '../../src/deploy/plan';
import { cleanStages } from '../api/control/stage';
import { changeable, changedElsewhere, elsewhere, type Sample } from './fieldsSamples';
import { eventSettings, quotaSettings, unheard, type Setting } from './settingsSamples';
import { optionLeaves } from './schemaLeaves';
import { WholeDeploys } from './wholeDeploys';

/** Every option of a function, by way of a whole deploy: planned, carried out over the API, looked at, and planned again. */

let deploys: WholeDeploys;
beforeEach(() => {
  deploys = new WholeDeploys();
});
afterEach(() => deploys.close());
afterAll(cleanStages);

const actionOf = { configuration: 'UpdateFunctionConfiguration', code: 'UpdateFunctionCode' } as const;

/** Members of the configuration are changed by one call. */
function ofMember(sample: Sample): Setting {
  const change = fieldOfOption(sample.option.replaceAll('[]', ''))?.change;
  return { ...sample, does: change === 'configuration' || change === 'code' ? [actionOf[change]] : [] };
}

const settings = [...changeable.map(ofMember), ...quotaSettings, ...eventSettings];

it('walks every option that is no member of a configuration, but for those of the package', () => {
  const others = [...Object.keys(elsewhere)].filter((option) => option !== 'name' && option !== 'package');
  const leaves = optionLeaves().flatMap((path) => (others.includes(path.split(/[.[]/)[0] ?? '') ? [path.replace(/\[\]$/, '')] : []));
  const walked = [...quotaSettings, ...eventSettings].map(({ option }) => option);
  expect([...new Set([...walked, ...unheard])].sort()).toEqual(leaves.sort());
});

function optionsOf({ functions }: DeployPlan): string {
  return functions.flatMap(({ fields }) => fields.map(({ option }) => option)).join(', ');
}

it.each(settings)(
  '$option: a change of it alone is one difference, and the call for it; before and after there is nothing to do',
  async (setting) => {
    const { option, before, after, told = option, does } = setting;
    await deploys.deploy(before);
    expect((await deploys.plan(before)).steps).toEqual([]);
    expect(optionsOf(await deploys.plan(after))).toBe(told);
    expect(await deploys.deploy(after)).toEqual(does);
    expect((await deploys.plan(after)).steps).toEqual([]);
  },
);

/** What goes to its default when it is taken out of the file; of an image each member, for without it there is no function. */
function without(fn: object, option: string): object {
  const [top = '', inner = ''] = option.split(/[.[]/);
  const values = fn as Readonly<Record<string, object>>;
  if (top !== 'image') return leftOf(values, top);
  return { ...values, image: leftOf(values['image'] ?? {}, inner) };
}

function leftOf(values: object, name: string): object {
  return Object.fromEntries(Object.entries(values).filter(([other]) => other !== name));
}

/** Without these there is no function. */
const needed = ['handler', 'image.imageType', 'image.imageUri'];
const stays = (option: string): boolean => /^(cls|tags)\b/.test(option);
const written = [...settings, ...changedElsewhere.map(ofMember)].filter(({ option }) => !needed.includes(option));

it.each(written.filter(({ option }) => !stays(option)))(
  '$option: taken out of the file it is as in a new function',
  async ({ option, before, after }) => {
    const left = without(after, option);
    await deploys.deploy(before);
    await deploys.deploy(after);
    await deploys.deploy(left);
    expect((await deploys.plan(left)).steps).toEqual([]);
    const fresh = new WholeDeploys();
    await fresh.deploy(left);
    expect(await deploys.told()).toEqual(await fresh.told());
    await fresh.close();
  },
);

it.each(written.filter(({ option }) => stays(option)))(
  '$option: taken out of the file it stays, as the documentation says',
  async ({ option, before }) => {
    await deploys.deploy(before);
    const told = await deploys.told();
    expect(await deploys.deploy(without(before, option))).toEqual([]);
    expect(await deploys.told()).toEqual(told);
  },
);
