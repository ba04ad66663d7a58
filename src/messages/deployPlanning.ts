import { sayer } from './saying';
import { text } from './text';

/** A function of which something was fixed when it was created. */
export interface Fixed {
  readonly key: string;
  readonly name: string;
  readonly fields: readonly { readonly option: string; readonly before: string; readonly after: string; readonly fixed: FixedReason }[];
}

/** Why a field cannot change; `other`: no request of the API changes it. */
export type FixedReason = 'S76' | 'S81' | 'S206' | 'runtime' | 'other';

export interface Sums {
  readonly accountMB: number;
  readonly floorMB: number;
  readonly allocatedMB: number;
  readonly overMB: number;
  readonly shares: readonly { readonly name: string; readonly mb: number; readonly by: 'reserved' | 'provisioned' }[];
}

export interface Room {
  readonly name: string;
  readonly key: string;
  readonly oldMB: number;
  readonly newMB: number;
  /** Its reservation, MB; undefined: it has none. */
  readonly reservedMB: number | undefined;
  /** The most that it could hold at that moment, MB. */
  readonly roomMB: number;
}

const whyEn: Readonly<Record<FixedReason, string>> = {
  S76: 'the kind of execution is locked when a function is created',
  S81: 'tracking of executions is chosen when a function is created',
  S206: 'the type of a function is chosen when it is created',
  runtime: 'the runtime of a function cannot change',
  other: 'no request of the API changes it',
};

const whyZh: Readonly<Record<FixedReason, string>> = {
  S76: '执行方式在创建函数时锁定',
  S81: '事件追踪在创建函数时选定',
  S206: '函数类型在创建时选定',
  runtime: '函数的运行环境无法更改',
  other: '没有可以修改它的 API',
};

export const planningTexts = {
  'planning.mustReplace': text<{ functions: readonly Fixed[] }>({
    en: ({ functions }) =>
      functions
        .map(
          ({ key, name, fields }) =>
            `"${key}" (${name}) has to be created anew: ` +
            fields.map(({ option, before, after, fixed }) => `${option} is ${before} and is to be ${after}, and ${whyEn[fixed]}`).join('; '),
        )
        .join('\n') +
      `\nThat deletes ${functions.length === 1 ? 'the function' : 'these functions'} first, with all versions, aliases, triggers, reserved and provisioned quotas; ` +
      `until it is done, calls fail. Say ${functions.map(({ key }) => `--replace ${key}`).join(' ')}, take the change back, or give the new function another name`,
    zh: ({ functions }) =>
      functions
        .map(
          ({ key, name, fields }) =>
            `函数“${key}”（${name}）必须重新创建：` +
            fields.map(({ option, before, after, fixed }) => `${option} 现为 ${before}，应为 ${after}，而${whyZh[fixed]}`).join('；'),
        )
        .join('\n') +
      `\n重新创建会先删除函数及其所有版本、别名、触发器、最大独占配额与预置并发，完成之前调用会失败。` +
      `请使用 ${functions.map(({ key }) => `--replace ${key}`).join(' ')}，或撤销此修改，或给新函数另取一个名称`,
  }),
  'planning.quotaExceeded': text<Sums>({
    en: ({ accountMB, floorMB, allocatedMB, overMB, shares }) =>
      `the region would have ${allocatedMB} MB allocated, ${overMB} MB more than the ${accountMB - floorMB} MB possible ` +
      `(account quota ${accountMB} MB − floor ${floorMB} MB): ${shares.map(({ name, mb, by }) => `${name} ${mb} MB ${by}`).join(', ')}. ` +
      `Lower reservedConcurrency or provisionedConcurrency by ${overMB} MB, free them elsewhere in the account, or have its quota raised`,
    zh: ({ accountMB, floorMB, allocatedMB, overMB, shares }) =>
      `该地域将分配 ${allocatedMB} MB，比可分配的 ${accountMB - floorMB} MB（账号配额 ${accountMB} MB − 不可分配的 ${floorMB} MB）多 ${overMB} MB：` +
      `${shares.map(({ name, mb, by }) => `${name} ${by === 'reserved' ? '独占' : '预置'} ${mb} MB`).join('、')}。` +
      `请把 reservedConcurrency 或 provisionedConcurrency 共降低 ${overMB} MB，或释放账号内其他占用，或申请提高账号配额`,
  }),
  'planning.provisionedExceeded': text<{ accountMB: number; provisionedMB: number }>({
    en: ({ accountMB, provisionedMB }) =>
      `the region would have ${provisionedMB} MB provisioned, ${provisionedMB - accountMB} MB more than the account quota of ${accountMB} MB. ` +
      `Lower provisionedConcurrency by ${provisionedMB - accountMB} MB, or have the quota raised`,
    zh: ({ accountMB, provisionedMB }) =>
      `该地域将预置 ${provisionedMB} MB，比账号配额 ${accountMB} MB 多 ${provisionedMB - accountMB} MB。` +
      `请把 provisionedConcurrency 降低 ${provisionedMB - accountMB} MB，或申请提高账号配额`,
  }),
  'planning.noOrder': text<{ names: readonly string[] }>({
    en: ({ names }) =>
      `the quotas fit in the end, but there is no order of steps in which they fit all the way: ${names.join(', ')} wait for one another. ` +
      'Deploy a smaller reservedConcurrency or provisionedConcurrency of one of them first, then this one',
    zh: ({ names }) =>
      `最终配额足够，但没有能让每一步都不超额的顺序：${names.join('、')} 互相等待。请先为其中一个部署较小的 reservedConcurrency 或 provisionedConcurrency，再部署本次修改`,
  }),
  'planning.noRoomForOverlap': text<Room>({
    en: ({ name, key, oldMB, newMB, reservedMB, roomMB }) =>
      `${name}: while traffic moves, the instances of the old and of the new version count together: ${oldMB} MB + ${newMB} MB = ${oldMB + newMB} MB, ` +
      `${oldMB + newMB - roomMB} MB more than the ${roomMB} MB that the function can hold at that time` +
      `${reservedMB === undefined ? '' : ` (its reservation of ${reservedMB} MB, and what the account can lend it)`}. ` +
      `Free ${oldMB + newMB - roomMB} MB elsewhere in the account, have its quota raised by as much, lower provisionedConcurrency of "${key}" by as much, or say --allow-gap: ` +
      `the old version then gives up its instances before the new one gets any, and until these are ready, calls start cold`,
    zh: ({ name, key, oldMB, newMB, reservedMB, roomMB }) =>
      `${name}：切换流量期间，新旧两个版本的预置实例同时计入：${oldMB} MB + ${newMB} MB = ${oldMB + newMB} MB，比该函数此时最多可占用的 ${roomMB} MB` +
      `${reservedMB === undefined ? '' : `（其最大独占配额 ${reservedMB} MB，加上账号可借出的部分）`}多 ${oldMB + newMB - roomMB} MB。` +
      `请在账号内其他地方释放 ${oldMB + newMB - roomMB} MB，或申请把账号配额提高同样多，或把“${key}”的 provisionedConcurrency 降低同样多，或使用 --allow-gap：` +
      `旧版本先释放预置实例，新版本随后才获得，在其就绪之前调用会冷启动`,
  }),
  'planning.functionBusy': text<{ name: string; status: string; limitMs: number }>({
    en: ({ name, status, limitMs }) =>
      `${name} has been ${status} for ${Math.round(limitMs / 1000)} s: something else is changing it. Wait until it is Active, then try again`,
    zh: ({ name, status, limitMs }) =>
      `${name} 处于 ${status} 状态已超过 ${Math.round(limitMs / 1000)} 秒：有其他操作正在修改它。请等它变为 Active 后重试`,
  }),
  'planning.noNamespace': text<{ namespace: string; region: string; known: readonly string[]; max: number }>({
    en: ({ namespace, region, known, max }) =>
      `provider.namespace is "${namespace}", and ${region} has no such namespace; it has ${known.join(', ')} (${known.length} of at most ${max}). ` +
      `A deploy makes functions, no namespaces. ` +
      `Make it once, in the console or by tccli scf CreateNamespace --region ${region} --Namespace ${namespace}, or name one that is there`,
    zh: ({ namespace, region, known, max }) =>
      `provider.namespace 为“${namespace}”，但 ${region} 没有该命名空间；现有 ${known.join('、')}（${known.length} 个，最多 ${max} 个）。部署只创建函数，不创建命名空间。` +
      `请在控制台创建一次，或运行 tccli scf CreateNamespace --region ${region} --Namespace ${namespace}，或改用已有的命名空间`,
  }),
  'planning.noPackage': text<{ key: string }>({
    en: ({ key }) => `there is no package of "${key}" to deploy: run sls package first`,
    zh: ({ key }) => `没有可部署的“${key}”代码包：请先运行 sls package`,
  }),
  'planning.worldMoved': text<{ differences: readonly string[] }>({
    en: ({ differences }) =>
      `the plan no longer fits: since it was made, the service or what is deployed has changed (${differences.join('; ')}). ` +
      'Nothing was done. Make a new plan, and look at it',
    zh: ({ differences }) =>
      `该计划已不适用：生成之后，服务或已部署的内容发生了变化（${differences.join('；')}）。未执行任何操作。请重新生成计划并检查`,
  }),
};

export const sayPlanning = sayer(planningTexts);
