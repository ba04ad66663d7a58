import { plural } from './plural';
import { sayer } from './saying';
import { text } from './text';

/** What does not count, and why. */
export interface LeftOut {
  /** Findings that a comment in place suppresses. */
  readonly suppressed?: number;
  /** Findings that the baseline knows. */
  readonly baselined?: number;
}

/** Where a rule is written. Titles of documents stay as they are; what is nobody's document is said. */
const source = text<{ source: string }>({
  en: ({ source }) => source,
  zh: ({ source }) => {
    switch (source) {
      case 'undocumented; this engine':
        return '官方未说明；本引擎推定';
      case 'serverless-scf, suppression in place':
        return 'serverless-scf，就地忽略';
      case 'serverless-scf, baseline':
        return 'serverless-scf，基线';
      case 'serverless-scf, local engine':
        return 'serverless-scf，本地引擎';
      case 'serverless-scf, options':
        return 'serverless-scf，配置选项';
      case 'Serverless Framework, configuration schema':
        return 'Serverless Framework，配置校验';
      case 'Serverless Framework, variables':
        return 'Serverless Framework，变量';
      case 'Serverless Framework, configuration file':
        return 'Serverless Framework，配置文件';
      default:
        return source;
    }
  },
});

/** What stands around diagnostics. */
export const reportTexts = {
  'report.error': text({ en: () => 'error', zh: () => '错误' }),
  'report.warning': text({ en: () => 'warning', zh: () => '警告' }),
  'report.info': text({ en: () => 'info', zh: () => '提示' }),
  'report.rule': text<{ rule: string; source: string }>({
    en: ({ rule, source }) => `rule ${rule} (${source})`,
    zh: ({ rule, source: title }) => `规则 ${rule}（${source.zh({ source: title })}）`,
  }),
  'report.source': source,
  'report.fix': text<{ fix: string }>({ en: ({ fix }) => `fix: ${fix}`, zh: ({ fix }) => `修改建议：${fix}` }),
  'report.near': text<{ at: string }>({ en: ({ at }) => `near ${at}`, zh: ({ at }) => `大致位置 ${at}` }),
  'report.unknown': text<{ at: string }>({ en: ({ at }) => `${at} (position unknown)`, zh: ({ at }) => `${at}（位置未知）` }),
  'report.nearNote': text<{ path: string }>({
    en: ({ path }) => `this is near the place: ${path} itself is not written here`,
    zh: ({ path }) => `此处为大致位置：${path} 本身并未写在这里`,
  }),
  'report.unknownNote': text<{ path: string }>({
    en: ({ path }) => `at ${path}; its position is unknown`,
    zh: ({ path }) => `位于 ${path}，具体位置未知`,
  }),
  'report.stages': text<{ stages: readonly string[] }>({
    en: ({ stages }) => `only at stage${stages.length === 1 ? '' : 's'} ${stages.join(', ')}`,
    zh: ({ stages }) => `仅出现在环境：${stages.join('、')}`,
  }),
  'report.counts': text<{ errors: number; warnings: number; infos: number; services?: number } & LeftOut>({
    en: ({ errors, warnings, infos, services = 1, ...leftOut }) =>
      `${plural(errors, 'error')}, ${plural(warnings, 'warning')}, ${plural(infos, 'info')}${services === 1 ? '' : ` in ${services} services`}${leftOutEn(leftOut)}`,
    zh: ({ errors, warnings, infos, services = 1, ...leftOut }) =>
      `${services === 1 ? '' : `${services} 个服务：`}${errors} 个错误，${warnings} 个警告，${infos} 条提示${leftOutZh(leftOut)}`,
  }),
  'report.clean': text<{ file: string; functions: number } & LeftOut>({
    en: ({ file, functions, ...leftOut }) => `${file}: ${plural(functions, 'function')} checked, nothing is wrong${leftOutEn(leftOut)}`,
    zh: ({ file, functions, ...leftOut }) => `${file}：已检查 ${functions} 个函数，未发现问题${leftOutZh(leftOut)}`,
  }),
  'report.cleanServices': text<{ services: number; functions: number } & LeftOut>({
    en: ({ services, functions, ...leftOut }) =>
      `${plural(services, 'service')} with ${plural(functions, 'function')} checked, nothing is wrong${leftOutEn(leftOut)}`,
    zh: ({ services, functions, ...leftOut }) => `已检查 ${services} 个服务、${functions} 个函数，未发现问题${leftOutZh(leftOut)}`,
  }),
  'report.more': text<{ message: string; more: number }>({
    en: ({ message, more }) => `${message} (and ${more} more)`,
    zh: ({ message, more }) => `${message}（另有 ${more} 条）`,
  }),
  'report.repositoryRoot': text({ en: () => 'root of the repository', zh: () => '代码仓库的根目录' }),
  'report.inBaseline': text({ en: () => 'known: it is in the baseline', zh: () => '已知问题：在基线中' }),
  'report.quotaOf': text<{ account: string; region: string; live: boolean }>({
    en: ({ account, region, live }) => `quota of ${account === '' ? '' : `account ${account} in `}${region}${live ? ', with live figures' : ''}`,
    zh: ({ account, region, live }) => `${account === '' ? '' : `账号 ${account} 在 `}${region} 的配额${live ? '（含线上实时数据）' : ''}`,
  }),
  'report.function': text({ en: () => 'function', zh: () => '函数' }),
  'report.taken': text({ en: () => 'taken by', zh: () => '占用方式' }),
  'report.reserved': text({ en: () => 'reserved', zh: () => '最大独占配额' }),
  'report.provisioned': text({ en: () => 'provisioned', zh: () => '预置并发' }),
  'report.others': text<{ count: number }>({ en: ({ count }) => plural(count, 'other'), zh: ({ count }) => `其他 ${count} 个` }),
  'report.floor': text({ en: () => 'floor, for nobody', zh: () => '不可分配' }),
  'report.allocatable': text({ en: () => 'still to allocate', zh: () => '剩余可分配' }),
  'report.over': text({ en: () => 'over by', zh: () => '超出' }),
  'report.account': text({ en: () => 'account quota', zh: () => '账号配额' }),
  'report.pool': text<{ poolMB: number }>({
    en: ({ poolMB }) => `functions without a reservation share ${poolMB} MB`,
    zh: ({ poolMB }) => `未设置最大独占配额的函数共享 ${poolMB} MB`,
  }),
  'report.badParam': text<{ param: string }>({
    en: ({ param }) => `--param ${param} has no "=": write --param name=value`,
    zh: ({ param }) => `--param ${param} 缺少“=”：请写成 --param 名称=值`,
  }),
  'report.badFormat': text<{ format: string; formats: string }>({
    en: ({ format, formats }) => `there is no format "${format}"; possible are ${formats}`,
    zh: ({ format, formats }) => `没有名为“${format}”的格式；可用的有 ${formats}`,
  }),
};

function leftOutEn({ suppressed = 0, baselined = 0 }: LeftOut): string {
  const parts = [...(suppressed > 0 ? [`${suppressed} suppressed in place`] : []), ...(baselined > 0 ? [`${baselined} in the baseline`] : [])];
  return parts.length === 0 ? '' : `; not counted: ${parts.join(', ')}`;
}

function leftOutZh({ suppressed = 0, baselined = 0 }: LeftOut): string {
  const parts = [...(suppressed > 0 ? [`${suppressed} 条已就地忽略`] : []), ...(baselined > 0 ? [`${baselined} 条在基线中`] : [])];
  return parts.length === 0 ? '' : `；不计入：${parts.join('，')}`;
}

export const sayReport = sayer(reportTexts);
