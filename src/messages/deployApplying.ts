import { plural } from './plural';
import { sayer } from './saying';
import { text } from './text';

export interface Counts {
  readonly doing: Doing;
  readonly done: number;
  readonly failed: number;
  readonly underWay: number;
  readonly open: number;
  readonly all: number;
}

export interface TriggerName {
  readonly type: string;
  readonly name: string;
}

export interface Level {
  readonly name: string;
  readonly version: string;
  readonly available: number;
  readonly wanted: number;
}

/** `$LATEST` is its own name. */
function versionEn(version: string): string {
  return version.startsWith('$') ? version : `version ${version}`;
}

function versionZh(version: string): string {
  return version.startsWith('$') ? ` ${version}` : `版本 ${version}`;
}

/** What a plan was carried out for; `savedPlan`: a deploy of one that was made before and kept in a file. */
export type Doing = 'deploy' | 'savedPlan' | 'rollback' | 'remove';

const doingEn: Readonly<Record<Doing, string>> = { deploy: 'deploy', savedPlan: 'deploy', rollback: 'rollback', remove: 'removal' };
const doingZh: Readonly<Record<Doing, string>> = { deploy: '部署', savedPlan: '部署', rollback: '回退', remove: '删除' };

/** What steps do. */
const stepTexts = {
  'applying.step': text<{ name: string; what: string }>({ en: ({ name, what }) => `${name}: ${what}`, zh: ({ name, what }) => `${name}：${what}` }),
  'applying.createFunction': text({ en: () => 'create the function', zh: () => '创建函数' }),
  'applying.updateCode': text({ en: () => 'upload its code', zh: () => '上传代码' }),
  'applying.updateConfiguration': text({ en: () => 'change its configuration', zh: () => '修改配置' }),
  'applying.updateEventInvoke': text({ en: () => 'change how asynchronous events are retried', zh: () => '修改异步事件的重试设置' }),
  'applying.publish': text({ en: () => 'publish a version', zh: () => '发布版本' }),
  'applying.putReserved': text<{ mb: number }>({ en: ({ mb }) => `reserve ${mb} MB`, zh: ({ mb }) => `设置最大独占配额 ${mb} MB` }),
  'applying.deleteReserved': text({ en: () => 'release its reservation', zh: () => '删除最大独占配额' }),
  'applying.putProvisioned': text<{ instances: number }>({
    en: ({ instances }) => `provision ${plural(instances, 'instance')}`,
    zh: ({ instances }) => `设置 ${instances} 个预置实例`,
  }),
  'applying.awaitProvisioned': text<{ instances: number }>({
    en: ({ instances }) => `wait until ${plural(instances, 'provisioned instance')} ${instances === 1 ? 'is' : 'are'} available`,
    zh: ({ instances }) => `等待 ${instances} 个预置实例就绪`,
  }),
  'applying.deleteProvisioned': text<{ version: string | undefined }>({
    en: ({ version }) => `release the provisioned instances of ${version === undefined ? 'its version' : `version ${version}`}`,
    zh: ({ version }) => `释放${version === undefined ? '该版本' : `版本 ${version} `}的预置实例`,
  }),
  'applying.moveAlias': text<{ version: string | undefined }>({
    en: ({ version }) => `move the traffic of $DEFAULT to ${version === undefined ? 'the new version' : versionEn(version)}`,
    zh: ({ version }) => `将 $DEFAULT 的流量切换到${version === undefined ? '新版本' : versionZh(version)}`,
  }),
  'applying.markAlias': text({
    en: () => 'note in the description of $DEFAULT how it is provisioned',
    zh: () => '在 $DEFAULT 的描述中记录预置设置',
  }),
  'applying.createTrigger': text<TriggerName>({ en: (p) => `create the ${p.type} trigger ${p.name}`, zh: (p) => `创建 ${p.type} 触发器 ${p.name}` }),
  'applying.updateTrigger': text<TriggerName>({ en: (p) => `change the ${p.type} trigger ${p.name}`, zh: (p) => `修改 ${p.type} 触发器 ${p.name}` }),
  'applying.deleteTrigger': text<TriggerName>({ en: (p) => `delete the ${p.type} trigger ${p.name}`, zh: (p) => `删除 ${p.type} 触发器 ${p.name}` }),
  'applying.deleteFunction': text({ en: () => 'delete the function', zh: () => '删除函数' }),
  'applying.verify': text({ en: () => 'compare it with serverless.yml', zh: () => '与 serverless.yml 核对' }),
};

/** What steps wait for. */
const waitingTexts = {
  'applying.stepWaiting': text<{ step: string; waiting: string }>({
    en: ({ step, waiting }) => `${step} (${waiting})`,
    zh: ({ step, waiting }) => `${step}（${waiting}）`,
  }),
  'applying.waiting.active': text<{ status: string }>({
    en: ({ status }) => `waits until the function is active; it is ${status}`,
    zh: ({ status }) => `等待函数就绪，当前状态 ${status}`,
  }),
  'applying.waiting.gone': text<{ status: string }>({
    en: ({ status }) => `waits until the function is gone; it is ${status}`,
    zh: ({ status }) => `等待函数删除完成，当前状态 ${status}`,
  }),
  'applying.waiting.provisioned': text<{ available: number; wanted: number }>({
    en: ({ available, wanted }) => `available ${available} of ${wanted}`,
    zh: ({ available, wanted }) => `已就绪 ${available}/${wanted}`,
  }),
  'applying.waiting.settling': text<{ code: string }>({
    en: ({ code }) => `waits for an earlier change to settle (${code})`,
    zh: ({ code }) => `等待先前的变更完成（${code}）`,
  }),
  'applying.waiting.lookup': text<{ code: string }>({
    en: ({ code }) => `the answer was lost (${code}); looks whether it is done`,
    zh: ({ code }) => `未收到响应（${code}），正在确认是否已生效`,
  }),
};

/** Why a step fails. */
const faultTexts = {
  'applying.functionFailed': text<{ name: string; version: string; status: string; reasons: readonly string[] }>({
    en: ({ name, version, status, reasons }) =>
      `${name} (${version}) is ${status}${reasons.length === 0 ? ', and the platform does not say why. Look at the function in the console' : `: ${reasons.join('; ')}. Correct that`}, then deploy again.`,
    zh: ({ name, version, status, reasons }) =>
      `${name}（${version}）状态为 ${status}${reasons.length === 0 ? '，平台未说明原因。请在控制台查看该函数' : `：${reasons.join('；')}。请先修正`}，然后重新部署。`,
  }),
  'applying.stillNotActive': text<{ name: string; status: string; limitMs: number }>({
    en: ({ name, status, limitMs }) =>
      `${name} is still ${status} after ${limitMs / 1000} s. Deploy again once it is active; what is done stays done.`,
    zh: ({ name, status, limitMs }) => `${limitMs / 1000} 秒后 ${name} 仍为 ${status} 状态。请待其就绪后重新部署，已完成的部分会保留。`,
  }),
  'applying.stillThere': text<{ name: string; status: string; limitMs: number }>({
    en: ({ name, status, limitMs }) => `${name} was deleted, and is still there after ${limitMs / 1000} s (${status}). Try again in a few minutes.`,
    zh: ({ name, status, limitMs }) => `已请求删除 ${name}，但 ${limitMs / 1000} 秒后仍然存在（${status}）。请几分钟后重试。`,
  }),
  'applying.provisioningFailed': text<Level & { reason: string }>({
    en: (p) =>
      `Only ${p.available} of ${p.wanted} provisioned instances of ${p.name} version ${p.version} have started: ${p.reason === '' ? 'the platform does not say why; see the logs of its initialisation' : p.reason}. No traffic goes to that version; correct it, then deploy again.`,
    zh: (p) =>
      `${p.name} 版本 ${p.version} 的 ${p.wanted} 个预置实例只启动了 ${p.available} 个：${p.reason === '' ? '平台未说明原因，请查看初始化日志' : p.reason}。流量不会切换到该版本；请修正后重新部署。`,
  }),
  'applying.provisioningSlow': text<Level & { limitMs: number }>({
    en: (p) =>
      `Only ${p.available} of ${p.wanted} provisioned instances of ${p.name} version ${p.version} are available after ${p.limitMs / 1000} s; at 100 a minute, twice the time and a minute was given. No traffic goes to that version; look at its initialisation, then deploy again.`,
    zh: (p) =>
      `${p.limitMs / 1000} 秒后，${p.name} 版本 ${p.version} 的 ${p.wanted} 个预置实例只有 ${p.available} 个就绪（按每分钟 100 个的速度，已等待两倍时间另加一分钟）。流量不会切换到该版本；请检查其初始化，然后重新部署。`,
  }),
  'applying.functionTaken': text<{ name: string }>({
    en: ({ name }) =>
      `A function ${name} came to be since the plan was made, and it is not the one that this deploy creates. Deploy again to see how it differs.`,
    zh: ({ name }) => `制定计划之后出现了函数 ${name}，且并非本次部署所创建。请重新部署以查看差异。`,
  }),
  'applying.notAsWanted': text<{ name: string; options: readonly string[] }>({
    en: ({ name, options }) =>
      `${name} was deployed, and still differs from serverless.yml in ${options.join(', ')}. Somebody else may be changing it: deploy again to see what is there.`,
    zh: ({ name, options }) =>
      `${name} 已部署，但以下选项仍与 serverless.yml 不一致：${options.join('、')}。可能有人同时在修改；请重新部署以查看当前值。`,
  }),
};

/** What came of it all. */
const outcomeTexts = {
  'applying.outcome.done': text<Counts>({
    en: ({ all }) => `All ${plural(all, 'step')} ${all === 1 ? 'is' : 'are'} done.`,
    zh: ({ all }) => `全部 ${all} 个步骤已完成。`,
  }),
  'applying.outcome.failed': text<Counts>({
    en: (p) =>
      `The ${doingEn[p.doing]} failed: of ${plural(p.all, 'step')}, ${p.done} ${p.done === 1 ? 'is' : 'are'} done, ${p.failed} failed, ${p.open} did not begin.`,
    zh: (p) => `${doingZh[p.doing]}失败：共 ${p.all} 个步骤，已完成 ${p.done} 个，失败 ${p.failed} 个，未开始 ${p.open} 个。`,
  }),
  'applying.outcome.interrupted': text<Counts>({
    en: (p) =>
      `The ${doingEn[p.doing]} was interrupted: of ${plural(p.all, 'step')}, ${p.done} ${p.done === 1 ? 'is' : 'are'} done, ${p.failed} failed, ${p.underWay} ${p.underWay === 1 ? 'is' : 'are'} under way, ${p.open} did not begin.`,
    zh: (p) =>
      `${doingZh[p.doing]}已中断：共 ${p.all} 个步骤，已完成 ${p.done} 个，失败 ${p.failed} 个，进行中 ${p.underWay} 个，未开始 ${p.open} 个。`,
  }),
  'applying.underWay': text({ en: () => 'Under way in the cloud, and no longer waited for:', zh: () => '云端仍在进行、不再等待：' }),
  'applying.open': text({ en: () => 'Not begun:', zh: () => '未开始：' }),
  'applying.traffic': text<{ name: string; version: string }>({
    en: ({ name, version }) => `Traffic of ${name} still goes to ${versionEn(version)}.`,
    zh: ({ name, version }) => `${name} 的流量仍在${versionZh(version)} 上。`,
  }),
  'applying.goOn': text<{ doing: Doing }>({
    en: ({ doing }) =>
      ({
        deploy: 'What is done stays done. Deploy again to go on: it reads the cloud first, and does only what is left.',
        savedPlan: 'What is done stays done, and that plan no longer fits. Make a plan of what is left, and deploy that.',
        rollback: 'What is done stays done. Roll back again to go on: it reads the cloud first, and does only what is left.',
        remove: 'What is removed stays removed. Remove again to go on: it reads the cloud first, and does only what is left.',
      })[doing],
    zh: ({ doing }) =>
      ({
        deploy: '已完成的部分会保留。重新部署即可继续：它会先读取云端状态，只执行剩余部分。',
        savedPlan: '已完成的部分会保留，原计划因此不再适用。请为剩余部分重新生成计划，再按新计划部署。',
        rollback: '已完成的部分会保留。重新执行 rollback 即可继续：它会先读取云端状态，只执行剩余部分。',
        remove: '已删除的部分不会恢复。重新执行 remove 即可继续：它会先读取云端状态，只执行剩余部分。',
      })[doing],
  }),
  'applying.unwritten': text<{ why: string }>({
    en: ({ why }) => `The journal of the deploy could not be kept (${why}); the next deploy has to look closer, and takes longer.`,
    zh: ({ why }) => `未能保存部署日志（${why}）；下次部署需要更多查询，耗时更长。`,
  }),
};

/** The journal in the service's folder. */
const journalTexts = {
  'applying.deployRunning': text<{ file: string; pid: number; host: string | undefined; target: string; startedAt: string }>({
    en: (p) =>
      `Another deploy runs in this folder: process ${p.pid}${p.host === undefined ? '' : ` on ${p.host}`}, ${p.target}, since ${p.startedAt}. Wait until it ends${p.host === undefined ? '' : `; if that machine is no longer there, delete ${p.file}`}.`,
    zh: (p) =>
      `该目录中正有另一个部署在运行：${p.host === undefined ? '' : `主机 ${p.host} 上的`}进程 ${p.pid}，${p.target}，始于 ${p.startedAt}。请等待其结束${p.host === undefined ? '' : `；如该主机已不存在，请删除 ${p.file}`}。`,
  }),
  'applying.noFolder': text<{ folder: string; why: string }>({
    en: ({ folder, why }) => `${folder} cannot be written (${why}): a deploy notes there what it has begun and done. Make it writable.`,
    zh: ({ folder, why }) => `无法写入 ${folder}（${why}）：部署需要在其中记录进度。请使其可写。`,
  }),
  'applying.outside': text<{ folder: string }>({
    en: ({ folder }) => `${folder} leads out of the service's folder, and nothing is written there. Remove the link.`,
    zh: ({ folder }) => `${folder} 指向服务目录之外，不会写入。请删除该链接。`,
  }),
  'applying.damaged': text<{ file: string; aside: string }>({
    en: ({ file, aside }) => `${file} cannot be understood, and was set aside as ${aside}. The cloud is read more closely instead.`,
    zh: ({ file, aside }) => `无法识别 ${file}，已改名为 ${aside} 保留。将改为更仔细地读取云端状态。`,
  }),
  'applying.newer': text<{ file: string; aside: string }>({
    en: ({ file, aside }) => `${file} was written by a newer serverless-scf, and was set aside as ${aside}. Update serverless-scf to use it again.`,
    zh: ({ file, aside }) => `${file} 由更新版本的 serverless-scf 写入，已改名为 ${aside} 保留。如需使用请升级 serverless-scf。`,
  }),
};

/** What is said while a plan is carried out, and of its journal. */
export const applyingTexts = { ...stepTexts, ...waitingTexts, ...faultTexts, ...outcomeTexts, ...journalTexts };

export const sayApplying = sayer(applyingTexts);
