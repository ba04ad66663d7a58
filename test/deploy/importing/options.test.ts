import { fieldsOf } from '../../../src/deploy/fields';
import { optionsFrom, writtenMembers } from '../../../src/deploy/importing/options';
import { changeable, fixedAtCreation, onlyInTheCloud } from '../fieldsSamples';
import { configuration } from '../fieldsService';

it('knows how to write every member that there is', () => {
  expect(writtenMembers.toSorted()).toEqual(
    fieldsOf()
      .map(({ member }) => member)
      .sort(),
  );
});

it.each([...changeable, ...fixedAtCreation, ...onlyInTheCloud])('writes $option so that it is read as it was', ({ before, after }) => {
  for (const fn of [before, after]) {
    const wanted = configuration(fn);
    expect(configuration({ handler: undefined, runtime: undefined, memorySize: 128, ...optionsFrom(wanted) })).toEqual(wanted);
  }
});

it('writes nothing that a new function would have anyway (S121, S150)', () => {
  expect(optionsFrom(configuration({}))).toEqual({ handler: 'index.main_handler', runtime: 'Nodejs18.15' });
});
