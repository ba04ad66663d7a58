import { parse } from '../../src/bin/parse';
import { UsageError } from '../../src/commands/output';
import type { Lang } from '../../src/messages';
import { recorded } from '../commands/output';

const options = { stage: { type: 'string', short: 's' }, json: { type: 'boolean' } } as const;

function refused(args: string[], lang: Lang, command = 'plan'): string {
  try {
    parse(command, options, args, { ...recorded(), lang });
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
  ...[['--stage', ''], ['--stage='], ['-s', '']].map((args) => ({
    args,
    en: 'Option --stage is given with nothing in it: name a value, or leave the option out.',
    zh: '选项 --stage 的值为空：请写出值，或去掉该选项。',
  })),
  ...[
    ['--stage', 'dev', '--stage', 'prod'],
    ['-s', 'dev', '--json', '--stage=prod'],
    ['-sprod', '-s', 'prod'],
  ].map((args) => ({
    args,
    en: 'Option --stage is given more than once, and takes one value: leave out all but one.',
    zh: '选项 --stage 给出了多次，但只能取一个值：请只保留一个。',
  })),
  { args: ['prod'], en: 'Unexpected argument "prod". Run serverless-scf plan --help.', zh: '多余的参数“prod”。请运行 serverless-scf plan --help。' },
])('$args is refused in one line of the user’s language', ({ args, en, zh }) => {
  expect(refused(args, 'en')).toBe(en);
  expect(refused(args, 'zh')).toBe(zh);
});

it.each([
  ...['--endpoint', '--log', '-l'].map((option) => ({ option, en: 'is for functions in the cloud: add --remote', zh: '用于云端的函数' })),
  ...['--count', '--concurrency', '--interval', '--env', '-e', '--seed', '--no-retry', '--no-attach'].map((option) => ({
    option,
    en: 'is for functions that run here: leave it out',
    zh: '用于在本地运行的函数',
  })),
])('$option of the other invoke is told from one that does not exist', ({ option, en, zh }) => {
  expect(refused([option], 'en', 'invoke')).toContain(`Option ${option} ${en}`);
  expect(refused([option], 'zh', 'invoke')).toContain(`选项 ${option} ${zh}`);
  expect(refused([option], 'en')).toMatch(/^Unknown option /);
});

it('nothing in one of several values is refused, too, but an event may be empty', () => {
  const several = { function: { type: 'string', multiple: true }, data: { type: 'string' } } as const;
  expect(() => parse('events', several, ['--function', 'a', '--function='], recorded())).toThrow('Option --function is given with nothing in it');
  expect(parse('events', several, ['--data', ''], recorded()).values).toEqual({ data: '' });
});

it('options that take several values, and switches, can be given again', () => {
  const several = { function: { type: 'string', multiple: true }, json: { type: 'boolean' } } as const;
  const { values } = parse('info', several, ['--function', 'a', '--json', '--function=b', '--json'], recorded());
  expect(values).toEqual({ function: ['a', 'b'], json: true });
});

it('words beyond those that a command takes are refused', () => {
  expect(() => parse('profile', options, ['show', 'a', 'b'], recorded(), 2)).toThrow('Unexpected argument "b".');
  expect(parse('profile', options, ['show', '--json'], recorded(), 2)).toMatchObject({ positionals: ['show'], values: { json: true } });
});
