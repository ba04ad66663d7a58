import { parse } from '../../src/bin/parse';
import { UsageError } from '../../src/commands/output';
import type { Lang } from '../../src/messages';
import { recorded } from '../commands/output';

const options = { stage: { type: 'string', short: 's' }, json: { type: 'boolean' } } as const;

function refused(args: string[], lang: Lang): string {
  try {
    parse('plan', options, args, { ...recorded(), lang });
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'taken';
}

it.each<{ readonly args: string[]; readonly en: string; readonly zh: string }>([
  {
    args: ['--stgae', 'x'],
    en: 'Unknown option --stgae: did you mean --stage? Run serverless-scf plan --help.',
    zh: '未知选项 --stgae：是否想输入 --stage？请运行 serverless-scf plan --help。',
  },
  {
    args: ['--colour'],
    en: 'Unknown option --colour. Run serverless-scf plan --help.',
    zh: '未知选项 --colour。请运行 serverless-scf plan --help。',
  },
  { args: ['-z'], en: 'Unknown option -z. Run serverless-scf plan --help.', zh: '未知选项 -z。请运行 serverless-scf plan --help。' },
  ...[['--stage'], ['-s'], ['--stage', '--json']].map((args) => ({
    args,
    en: 'Option --stage needs a value; one that begins with a dash is written --stage=-VALUE. Run serverless-scf plan --help.',
    zh: '选项 --stage 需要一个值；以短横线开头的值请写作 --stage=-VALUE。请运行 serverless-scf plan --help。',
  })),
  {
    args: ['--json=1'],
    en: 'Option --json takes no value. Run serverless-scf plan --help.',
    zh: '选项 --json 不接受值。请运行 serverless-scf plan --help。',
  },
  { args: ['prod'], en: 'Unexpected argument "prod". Run serverless-scf plan --help.', zh: '多余的参数“prod”。请运行 serverless-scf plan --help。' },
])('$args is refused in one line of the user’s language', ({ args, en, zh }) => {
  expect(refused(args, 'en')).toBe(en);
  expect(refused(args, 'zh')).toBe(zh);
});

it('words beyond those that a command takes are refused', () => {
  expect(() => parse('profile', options, ['show', 'a', 'b'], recorded(), 2)).toThrow('Unexpected argument "b".');
  expect(parse('profile', options, ['show', '--json'], recorded(), 2)).toMatchObject({ positionals: ['show'], values: { json: true } });
});
