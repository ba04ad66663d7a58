import fc from 'fast-check';
import type { Log } from 'sarif';
import { formats, formatted, type Format } from '../../src/report/formats';
import type { FormatContext } from '../../src/report/formatContext';
import { sarif } from '../../src/report/sarif';
import { anyContext, anyReport, clean, english, sample } from './reports';

/** Formats whose golden output is their own words alone; SARIF also has those of the rules' pages. */
const plain = formats.filter((format) => format !== 'sarif');

/** Tools of a CI read paths from the root of the repository, people from where they are. */
function contextOf(format: Format, lang: FormatContext['lang']): FormatContext {
  return { ...english, lang, base: format === 'text' || format === 'json' ? '' : 'packages' };
}

describe.each(['en', 'zh'] as const)('in %s', (lang) => {
  it.each(plain)('%s says all that there is to say', async (format) => {
    expect(await formatted(format, sample, contextOf(format, lang))).toMatchSnapshot();
  });

  it('sarif says all that there is to say', async () => {
    const { runs } = JSON.parse(await sarif(sample, contextOf('sarif', lang))) as Log;
    const rules = runs.map(({ tool }) => tool.driver.rules?.map(({ id, name, defaultConfiguration }) => ({ id, name, defaultConfiguration })));
    expect(rules).toMatchSnapshot();
    expect(runs.map(({ tool: _tool, ...run }) => run)).toMatchSnapshot();
  });

  it.each(formats)('%s says that nothing is wrong', async (format) => {
    expect(await formatted(format, clean, { ...english, lang })).toMatchSnapshot();
  });
});

it.each(formats)('%s lets no text of a file steer a terminal', async (format) => {
  const steering = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
  await fc.assert(
    fc.asyncProperty(anyReport, anyContext, async (report, context) => {
      expect(await formatted(format, report, context)).not.toMatch(steering);
    }),
  );
});
