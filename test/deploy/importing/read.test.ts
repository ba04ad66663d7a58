import { CloudError, type CloudClient } from '../../../src/cloud';
import { importedFrom, listedIn, readFunctions } from '../../../src/deploy/importing';
import type { Lang } from '../../../src/messages';

const signal = new AbortController().signal;

/** A cloud with one function in this state, of which an action may be refused. */
function cloudWith(status: string, refused: Readonly<Record<string, string>>): CloudClient {
  const answers: Readonly<Record<string, object>> = {
    ListFunctions: { Functions: [{ FunctionName: 'media-prod-resize' }], TotalCount: 1 },
    GetFunction: { Status: status, Handler: 'index.main_handler', Runtime: 'Nodejs18.15', MemorySize: 256 },
    ListAliases: { Aliases: [], TotalCount: 0 },
    ListTriggers: { Triggers: [], TotalCount: 0 },
  };
  return {
    region: 'ap-guangzhou',
    host: 'scf.tencentcloudapi.com',
    call: (action) => {
      const code = refused[action];
      return code === undefined ? Promise.resolve({ ...answers[action] }) : Promise.reject(new CloudError(code, 'No.', action, 'request'));
    },
    close: () => Promise.resolve(),
  };
}

async function imported(client: CloudClient, lang: Lang): Promise<string> {
  const found = await readFunctions(client, 'default', await listedIn(client, 'default', signal), signal);
  return (await importedFrom(found, {}, { region: 'ap-guangzhou', namespace: 'default', quotaMB: undefined }, lang)).text;
}

describe('a function that is not active (S145)', () => {
  it.each<{ readonly status: string; readonly code: string }>([
    { status: 'CreateFailed', code: 'FailedOperation.FunctionVersionStatusNotActive' },
    { status: 'Updating', code: 'FailedOperation.FunctionStatusError' },
  ])('$status: is imported without what is not told of it, which is said', async ({ status, code }) => {
    const client = cloudWith(status, { GetFunctionEventInvokeConfig: code });
    const en = await imported(client, 'en');
    expect(en).toContain(
      `# the function was ${status} when it was read; it may change yet, and what its \`retryNum\` and \`msgTTL\` are was not told`,
    );
    expect(en).toMatch(/^ {2}resize:$/m);
    expect(await imported(client, 'zh')).toContain(`# 读取时函数状态为 ${status}，配置可能还会变化；其 \`retryNum\` 与 \`msgTTL\` 无法读取`);
  });

  it('and is told everything of says no more than its state', async () => {
    expect(await imported(cloudWith('UpdateFailed', {}), 'en')).toMatch(/it may change yet$/m);
  });

  it('keeps no other refusal back', async () => {
    const client = cloudWith('Active', { GetFunctionEventInvokeConfig: 'UnauthorizedOperation' });
    await expect(imported(client, 'en')).rejects.toMatchObject({ code: 'UnauthorizedOperation' });
  });
});
