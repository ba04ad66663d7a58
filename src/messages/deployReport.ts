import { plural } from './plural';
import { sayer } from './saying';
import { text } from './text';

/** Counts of a plan, by what is done with functions. */
export interface PlanCounts {
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly delete: number;
  readonly same: number;
  readonly steps: number;
}

/** Beside Chinese characters, others stand apart. */
function apart(text: string): string {
  return text.replace(/^(?=[\x21-\x7e])/, ' ').replace(/(?<=[\x21-\x7e])$/, ' ');
}

/** How a plan of a deploy is shown. */
export const deployReportTexts = {
  'plan.head': text<{ service: string; stage: string; region: string; namespace: string; host: string }>({
    en: ({ service, stage, region, namespace, host }) =>
      `${service}, stage ${stage} → ${region}${namespace === 'default' ? '' : `, namespace ${namespace}`} (${host})`,
    zh: ({ service, stage, region, namespace, host }) =>
      `${service}，环境 ${stage} → ${region}${namespace === 'default' ? '' : `，命名空间 ${namespace}`}（${host}）`,
  }),
  'plan.nothing': text<{ functions: number }>({
    en: ({ functions }) =>
      `No changes: ${functions === 1 ? 'the 1 function is' : `all ${functions} functions are`} as the service wants ${functions === 1 ? 'it' : 'them'}.`,
    zh: ({ functions }) => `没有变更：全部 ${functions} 个函数均与配置一致。`,
  }),
  'plan.counts': text<PlanCounts>({
    en: ({ create, update, replace, delete: deleted, same, steps }) =>
      `Plan: ${create} to create, ${update} to update, ${replace === 0 ? '' : `${replace} to replace, `}${deleted} to delete, ${same} unchanged; ${plural(steps, 'step')}.`,
    zh: ({ create, update, replace, delete: deleted, same, steps }) =>
      `计划：新建 ${create} 个，更新 ${update} 个，${replace === 0 ? '' : `重建 ${replace} 个，`}删除 ${deleted} 个，不变 ${same} 个；共 ${steps} 步。`,
  }),
  'plan.create': text({ en: () => 'is created', zh: () => '新建' }),
  'plan.update': text({ en: () => 'is updated', zh: () => '更新' }),
  'plan.replace': text({
    en: () => 'is deleted and created anew, with its versions, aliases, triggers and quotas',
    zh: () => '连同其版本、别名、触发器与配额一起删除，然后重新创建',
  }),
  'plan.delete': text({
    en: () => 'is deleted, with its versions, aliases and triggers',
    zh: () => '删除，包括其版本、别名与触发器',
  }),
  'plan.secretSet': text({ en: () => 'set (values hidden)', zh: () => '新增（值不显示）' }),
  'plan.secretChanged': text({ en: () => 'changed (values hidden)', zh: () => '变更（值不显示）' }),
  'plan.secretGone': text({ en: () => 'taken away', zh: () => '移除' }),
  'plan.unset': text({ en: () => '(none)', zh: () => '（无）' }),
  'plan.immutable': text({ en: () => '(fixed when a function is created)', zh: () => '（创建后不可修改）' }),
  'plan.code': text({ en: () => 'code', zh: () => '代码' }),
  'plan.codeNew': text({ en: () => 'new contents', zh: () => '内容有变化' }),
  'plan.order': text({ en: () => 'in this order, each once the one before is done:', zh: () => '按以下顺序执行，上一步完成后才开始下一步：' }),
  'plan.publish': text({ en: () => 'a version is published', zh: () => '发布新版本' }),
  'plan.newVersion': text({ en: () => 'the new version', zh: () => '新版本' }),
  'plan.version': text<{ version: string }>({ en: ({ version }) => `version ${version}`, zh: ({ version }) => `版本 ${version}` }),
  'plan.putProvisioned': text<{ of: string; instances: number; awaited: boolean }>({
    en: ({ of, instances, awaited }) =>
      `${plural(instances, 'instance')} ${instances === 1 ? 'is' : 'are'} provisioned on ${of}${awaited ? `, until ${instances === 1 ? 'it is' : 'all are'} available` : ''}`,
    zh: ({ of, instances, awaited }) => `在${apart(of)}上预置 ${instances} 个实例${awaited ? '，并等待全部可用' : ''}`,
  }),
  'plan.awaitProvisioned': text<{ of: string; instances: number }>({
    en: ({ of, instances }) => `${plural(instances, 'instance')} of ${of} ${instances === 1 ? 'is' : 'are'} awaited`,
    zh: ({ of, instances }) => `等待${apart(of)}的 ${instances} 个预置实例全部可用`,
  }),
  'plan.deleteProvisioned': text<{ of: string }>({
    en: ({ of }) => `the provisioned instances of ${of} are released`,
    zh: ({ of }) => `释放${apart(of)}的预置实例`,
  }),
  'plan.moveAlias': text<{ from: string; to: string }>({
    en: ({ from, to }) => `$DEFAULT moves from ${from} to ${to}: traffic goes there from then on`,
    zh: ({ from, to }) => `别名 $DEFAULT 从${apart(from)}切换到${apart(to).trimEnd()}：流量随之进入该版本`,
  }),
  'plan.putReserved': text<{ mb: number; beforeMB: number | undefined }>({
    en: ({ mb, beforeMB }) =>
      mb === 0
        ? 'the function is switched off: reservation 0 MB'
        : `the reservation becomes ${mb} MB${beforeMB === undefined ? '' : `, from ${beforeMB} MB`}`,
    zh: ({ mb, beforeMB }) =>
      mb === 0 ? '停用函数：最大独占配额为 0 MB' : `最大独占配额${beforeMB === undefined ? '设为' : `从 ${beforeMB} MB 调整为`} ${mb} MB`,
  }),
  'plan.deleteReserved': text<{ beforeMB: number | undefined }>({
    en: ({ beforeMB }) => `the reservation${beforeMB === undefined ? '' : ` of ${beforeMB} MB`} is given back`,
    zh: ({ beforeMB }) => `归还${beforeMB === undefined ? '' : ` ${beforeMB} MB `}最大独占配额`,
  }),
  'plan.gap': text({
    en: () => 'between releasing the old instances and having the new ones, requests meet cold starts (--allow-gap)',
    zh: () => '释放旧实例之后、新实例可用之前，请求会遇到冷启动（--allow-gap）',
  }),
  'plan.quota': text<{ region: string }>({ en: ({ region }) => `quota of ${region}`, zh: ({ region }) => `${region} 的配额` }),
  'plan.before': text({ en: () => 'MB now', zh: () => '当前 MB' }),
  'plan.after': text({ en: () => 'MB after', zh: () => '之后 MB' }),
  'plan.unchangedOthers': text<{ count: number }>({
    en: ({ count }) => `${plural(count, 'other')}, unchanged`,
    zh: ({ count }) => `其他 ${count} 个，不变`,
  }),
  'plan.peak': text<{ peakMB: number }>({
    en: ({ peakMB }) => `while it runs, at most ${peakMB} MB are allocated`,
    zh: ({ peakMB }) => `执行过程中最多分配 ${peakMB} MB`,
  }),
  'plan.elsewhere': text<{ functions: readonly { readonly key: string; readonly changes: string }[] }>({
    en: ({ functions }) =>
      `Not a matter of this deploy: SCF sets tags only when it creates a function. Change these in the console, at the function or under Tag: ` +
      functions.map(({ key, changes }) => `${key} (${changes})`).join(', '),
    zh: ({ functions }) =>
      `不在本次部署范围内：SCF 只能在创建函数时设置标签。请在控制台的函数页面或“标签”产品中修改：` +
      functions.map(({ key, changes }) => `${key}（${changes}）`).join('、'),
  }),
  'plan.strays': text<{ names: readonly string[]; more: number }>({
    en: ({ names, more }) =>
      `Named like this service's functions, but neither in serverless.yml nor deployed from here: ${names.join(', ')}${more === 0 ? '' : ` and ${more} more`}. They are left alone; --prune deletes them.`,
    zh: ({ names, more }) =>
      `以下函数的名称符合本服务的命名规则，但既不在 serverless.yml 中，也不是从这里部署的：${names.join('、')}${more === 0 ? '' : ` 等，另有 ${more} 个`}。不会改动；--prune 会删除它们。`,
  }),
};

export const sayDeployReport = sayer(deployReportTexts);
