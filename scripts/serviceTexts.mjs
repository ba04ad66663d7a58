/** What `schema/service.json` says of the parts of a service that are not options of ours, and the forms that editors offer to write. */

/** @typedef {{ [key: string]: any }} Schema */

/** @param {string} description @param {string} zh */
const both = (description, zh) => ({ description, 'x-zh': zh });

/** @param {string} en @param {string} zh */
const shown = (en, zh) => ({ description: en, markdownDescription: `${en}\n\n${zh}` });

export const textOf = {
  service: both('A service of the Serverless Framework with the provider tencent.', '使用 tencent 的 Serverless Framework 服务。'),
  name: both('Name of the service; letters, digits and hyphens.', '服务名称，由字母、数字和连字符组成。'),
  provider: both('Where the service lives, and defaults for all its functions.', '服务所在位置，以及所有函数的默认值。'),
  functions: both('Functions by their keys; also a list of such maps.', '以键名列出的函数；也可以是多个这种映射的列表。'),
  function: both('One function.', '一个函数。'),
  custom: both('Settings of plugins, and values of your own for variables.', '各插件的设置，以及供变量引用的自定义值。'),
  scf: both('The quotas of the account, and knobs of the local platform.', '账号的并发配额，以及本地平台的可调参数。'),
};

/** Forms of an option that take more than a plain value, as editors offer them; by the option's name. */
export const snippets = /** @type {Readonly<Record<string, Schema[]>>} */ ({
  functions: [{ label: 'function', description: 'a function · 一个函数', body: { '${1:hello}': { handler: '${2:index.main_handler}' } } }],
  reservedConcurrency: [
    { label: '{ instances }', description: 'in instances · 以实例数计', body: { instances: '^${1:10}' } },
    { label: '{ quotaMB }', description: 'in MB · 以 MB 计', body: { quotaMB: '^${1:1280}' } },
  ],
  provisionedConcurrency: [
    { label: '{ instances }', description: 'in instances · 以实例数计', body: { instances: '^${1:10}' } },
    { label: '{ quotaMB }', description: 'in MB · 以 MB 计', body: { quotaMB: '^${1:1280}' } },
    {
      label: '{ schedule }',
      description: 'changed at fixed times · 定时预置',
      body: { schedule: [{ name: '${1:morning}', cron: '${2:0 0 8 * * * *}', instances: '^${3:10}' }] },
    },
    {
      label: '{ tracking }',
      description: 'follows the load · 动态指标预置',
      body: { tracking: { target: '^${1:0.7}', min: '^${2:1}', max: '^${3:10}' } },
    },
  ],
});

const texts = { type: 'array', items: { type: 'string' } };

/** What the framework itself takes at the top of a service. @source F24, F62 */
export const hostOptions = {
  frameworkVersion: { type: 'string', ...shown('Versions of the framework that may run this service.', '可运行此服务的框架版本。') },
  configValidationMode: {
    enum: ['error', 'warn', 'off'],
    ...shown('What the framework does about faults that it finds itself.', '框架发现配置错误时如何处理。'),
  },
  plugins: {
    anyOf: [
      texts,
      { type: 'object', required: ['modules'], properties: { localPath: { type: 'string' }, modules: texts } },
      { type: 'string', pattern: '\\$\\{' },
    ],
    ...shown('Plugins of the framework, in order; `serverless-scf` among them.', '按顺序加载的框架插件，其中应有 `serverless-scf`。'),
    defaultSnippets: [{ label: 'serverless-scf', body: ['serverless-scf'] }],
  },
  package: {
    type: ['object', 'string', 'null'],
    properties: {
      artifact: { type: 'string' },
      excludeDevDependencies: { type: ['boolean', 'string'] },
      individually: { type: ['boolean', 'string'] },
      path: { type: 'string' },
      patterns: { type: ['array', 'string'], items: { type: 'string' } },
    },
    ...shown('What goes into the packages of functions.', '函数代码包的内容。'),
  },
  params: { type: ['object', 'string', 'null'], ...shown('Parameters by stage, for `${param:…}`.', '各环境的参数，供 `${param:…}` 引用。') },
  useDotenv: { enum: [true], ...shown('Read `.env` files for `${env:…}`.', '读取 `.env` 文件，供 `${env:…}` 引用。') },
  resources: shown('Resources of other providers; not read here.', '其他平台的资源；此处不读取。'),
};
