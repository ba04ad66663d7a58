import { cleanStages } from '../../api/control/stage';
import { scenarios } from './scenarios';
import { faultTable, printed } from './table';

afterAll(cleanStages);

it('change: whichever call goes wrong, and however, the next deploy reaches what was wanted, and nothing is done twice (S22, S130, S140)', async () => {
  const rows = await faultTable(scenarios.filter(({ name }) => name.startsWith('change')));
  expect(rows.length).toBeGreaterThan(20);
  expect(printed(rows.filter(({ wrong }) => wrong.length > 0))).toBe('');
});
