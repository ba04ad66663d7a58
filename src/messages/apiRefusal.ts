import { text } from './text';

/** Whom a change is about: a function by its name, else the account. */
interface Subject {
  readonly name: string | undefined;
}

/** Provisioned instances that somebody wants. */
interface Wanted {
  readonly instances: number;
  readonly name: string;
  readonly version: string;
  readonly memoryMB: number;
}

/** What the API says where the region refuses a change. */
export const apiRefusalTexts = {
  'refusal.reserve': text<{ name: string; reservedMB: number; accountMB: number; floorMB: number; allocatedMB: number; mostMB: number }>({
    en: ({ name, reservedMB, accountMB, floorMB, allocatedMB, mostMB }) =>
      `${name} cannot reserve ${reservedMB} MB: of the account's ${accountMB} MB, ${floorMB} MB can be allocated to nobody and others hold ${allocatedMB} MB, so at most ${mostMB} MB can be reserved. Reserve less, or lower what others hold.`,
    zh: ({ name, reservedMB, accountMB, floorMB, allocatedMB, mostMB }) =>
      `${name} 的最大独占配额不能设为 ${reservedMB} MB：账号配额 ${accountMB} MB 中，${floorMB} MB 不可分配，其他函数占 ${allocatedMB} MB，因此最多 ${mostMB} MB。请调低，或降低其他函数的占用。`,
  }),
  'refusal.reserveBelow': text<{ name: string; provisionedMB: number; reservedMB: number }>({
    en: ({ name, provisionedMB, reservedMB }) =>
      `${name} has ${provisionedMB} MB of provisioned instances, more than the ${reservedMB} MB that it is to reserve. Lower or delete its provisioned concurrency first.`,
    zh: ({ name, provisionedMB, reservedMB }) =>
      `${name} 的预置实例占 ${provisionedMB} MB，超过要设置的最大独占配额 ${reservedMB} MB。请先调低或删除其预置并发。`,
  }),
  'refusal.unreserve': text<{ name: string; provisionedMB: number; leftMB: number }>({
    en: ({ name, provisionedMB, leftMB }) =>
      `The reservation of ${name} cannot be deleted: its ${provisionedMB} MB of provisioned instances would count against the account, which has ${leftMB} MB left to allocate. Lower its provisioned concurrency first.`,
    zh: ({ name, provisionedMB, leftMB }) =>
      `不能删除 ${name} 的最大独占配额：其预置实例的 ${provisionedMB} MB 将计入账号配额，而账号只剩 ${leftMB} MB 可分配。请先调低其预置并发。`,
  }),
  'refusal.tracking': text<Subject & { max: number }>({
    en: ({ max, ...subject }) =>
      `${whoEn(subject)} cannot be tracked up to ${max} instances: the quota has no room for so many, or it is below the minimum. Lower \`MaxCapacity\`, or raise the quota.`,
    zh: ({ max, ...subject }) =>
      `${whoZh(subject)}的预置并发不能自动扩到 ${max} 个实例：配额不足，或该值小于最小值。请调低 \`MaxCapacity\`，或提高配额。`,
  }),
  'refusal.aboveReserved': text<Wanted & { reservedMB: number; fit: number }>({
    en: ({ reservedMB, fit, ...wanted }) =>
      `${neededEn(wanted)}, and the function has reserved ${reservedMB} MB for all its versions: ${fit} instances. Reserve more, or provision fewer.`,
    zh: ({ reservedMB, fit, ...wanted }) =>
      `${neededZh(wanted)}，而该函数所有版本共用的最大独占配额为 ${reservedMB} MB，即 ${fit} 个实例。请提高最大独占配额，或减少预置实例。`,
  }),
  'refusal.aboveAvailable': text<Wanted & { mostMB: number; accountMB: number; floorMB: number; allocatedMB: number }>({
    en: ({ mostMB, accountMB, floorMB, allocatedMB, ...wanted }) =>
      `${neededEn(wanted)}, and ${mostMB} MB can be allocated: of the account's ${accountMB} MB, ${floorMB} MB go to nobody and others hold ${allocatedMB} MB. Provision fewer, or lower what others hold.`,
    zh: ({ mostMB, accountMB, floorMB, allocatedMB, ...wanted }) =>
      `${neededZh(wanted)}，而可分配的为 ${mostMB} MB：账号配额 ${accountMB} MB 中，${floorMB} MB 不可分配，其他函数占 ${allocatedMB} MB。请减少预置实例，或降低其他函数的占用。`,
  }),
  'refusal.aboveAccount': text<Wanted & { accountMB: number }>({
    en: ({ accountMB, ...wanted }) =>
      `${neededEn(wanted)}, and all functions together may provision no more than the account's ${accountMB} MB. Provision fewer.`,
    zh: ({ accountMB, ...wanted }) => `${neededZh(wanted)}，而所有函数的预置并发合计不能超过账号配额 ${accountMB} MB。请减少预置实例。`,
  }),
  'refusal.noFunction': text<Subject>({
    en: (subject) => `There is no ${whoEn(subject)}.`,
    zh: (subject) => `没有${whoZh(subject)}。`,
  }),
  'refusal.noVersion': text<Subject>({
    en: (subject) => `${whoEn(subject)} has no such version. ListVersionByFunction tells which it has.`,
    zh: (subject) => `${whoZh(subject)}没有该版本。请用 ListVersionByFunction 查看现有版本。`,
  }),
  'refusal.noAlias': text<Subject>({
    en: (subject) => `${whoEn(subject)} has no such alias. ListAliases tells which it has.`,
    zh: (subject) => `${whoZh(subject)}没有该别名。请用 ListAliases 查看现有别名。`,
  }),
  'refusal.qualifier': text<Subject>({
    en: (subject) => `Only published versions of ${whoEn(subject)} can be meant here, by their number: neither $LATEST nor an alias.`,
    zh: (subject) => `此处只能以版本号指明${whoZh(subject)}的已发布版本，不能是 $LATEST 或别名。`,
  }),
  'refusal.target': text({
    en: () => '`TrackingTarget` must be above 0 and below 1.',
    zh: () => '`TrackingTarget` 必须大于 0 且小于 1。',
  }),
  'refusal.min': text({
    en: () => '`MinCapacity` must be an integer of at least 1.',
    zh: () => '`MinCapacity` 必须是不小于 1 的整数。',
  }),
  'refusal.weight': text({
    en: () => 'The weight of the additional version must be from 0 to 1.',
    zh: () => '附加版本的权重必须在 0 到 1 之间。',
  }),
  'refusal.sameVersion': text({
    en: () => 'The additional version must be another one than the main version.',
    zh: () => '附加版本不能与主版本相同。',
  }),
  'refusal.defaultAlias': text<Subject>({
    en: (subject) => `The alias $DEFAULT of ${whoEn(subject)} cannot be deleted.`,
    zh: (subject) => `不能删除${whoZh(subject)}的别名 $DEFAULT。`,
  }),
  'refusal.reserving': text<Subject>({
    en: (subject) => `A change of the quota of ${whoEn(subject)} is still under way. Try again when it has settled.`,
    zh: (subject) => `${whoZh(subject)}的配额正在更改。请在更改完成后重试。`,
  }),
  'refusal.provisioning': text<Subject>({
    en: (subject) => `Provisioned instances of this version of ${whoEn(subject)} are still starting. Wait until its status is Done.`,
    zh: (subject) => `${whoZh(subject)}该版本的预置实例仍在启动。请等到其状态为 Done。`,
  }),
  'refusal.accountChanging': text({
    en: () => 'A change of the account quota is still under way. Try again when it has settled.',
    zh: () => '账号配额正在更改。请在更改完成后重试。',
  }),
  'refusal.notActive': text<Subject>({
    en: (subject) => `${whoEn(subject)} is not active. Wait until its status is Active.`,
    zh: (subject) => `${whoZh(subject)}尚未就绪。请等到其状态为 Active。`,
  }),
  'refusal.versionsMax': text<Subject>({
    en: (subject) => `${whoEn(subject)} has as many versions as a function may have. Delete some that are not used.`,
    zh: (subject) => `${whoZh(subject)}的版本数已达上限。请删除一些不用的版本。`,
  }),
  'refusal.aliasBound': text<Subject>({
    en: (subject) => `This version of ${whoEn(subject)} cannot be deleted: an alias points to it. Point the alias elsewhere first.`,
    zh: (subject) => `不能删除${whoZh(subject)}的该版本：有别名指向它。请先让别名指向其他版本。`,
  }),
  'refusal.asyncFixed': text<Subject>({
    en: (subject) => `Asynchronous execution of ${whoEn(subject)} is fixed when it is created. Delete the function and create it anew.`,
    zh: (subject) => `${whoZh(subject)}是否异步执行在创建时已确定。请删除该函数后重新创建。`,
  }),
  'refusal.other': text<{ fault: string }>({
    en: ({ fault }) => `The region refuses the change: ${fault}.`,
    zh: ({ fault }) => `该地域拒绝了此项更改：${fault}。`,
  }),
};

function whoEn({ name }: Subject): string {
  return name === undefined ? 'the account' : `function "${name}"`;
}

function whoZh({ name }: Subject): string {
  return name === undefined ? '账号' : `函数“${name}”`;
}

function neededEn({ instances, name, version, memoryMB }: Wanted): string {
  return `${instances} instances of ${name} version ${version} need ${instances * memoryMB} MB (${memoryMB} MB each)`;
}

function neededZh({ instances, name, version, memoryMB }: Wanted): string {
  return `${name} 版本 ${version} 的 ${instances} 个实例需要 ${instances * memoryMB} MB（每个 ${memoryMB} MB）`;
}
