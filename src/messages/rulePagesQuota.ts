import type { RulePages } from './rulePagesText';

type Quota = `SCF20${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}` | 'SCF215' | 'SCF218' | 'SCF219';

/** The arithmetic of quotas: of one function, and of the account. */
export const quotaPages: RulePages<Quota> = {
  SCF201: {
    title: { en: 'The platform has no such memory size', zh: '平台没有这一内存规格' },
    why: {
      en:
        'Memory comes in 64 MB, then 128 to 3072 MB in steps of 128 (S150); larger sizes exist only on application. ' +
        'Any other size is refused when the function is created. ' +
        'Quotas and the bill count configured memory, not used memory (S3, S170), so take the next size that is enough, and no more.',
      zh:
        '内存规格为 64 MB，以及 128 至 3072 MB 之间 128 的整数倍（S150）；更大的规格需要申请。' +
        '其他数值在创建函数时会被拒绝。' +
        '配额与计费都按配置的内存计算，而不是实际使用的内存（S3、S170），请选够用的最小规格。',
    },
  },
  SCF202: {
    title: { en: "The provisioned quota is no multiple of the function's memory", zh: '预置并发不是函数内存的整数倍' },
    why: {
      en:
        "A plain number is MB, and provisioned MB ÷ memory is the number of instances: it must be a multiple of the version's memory (S25). " +
        'The API takes a count, so there is no way to send the remainder, and this package does not round what you pay for. ' +
        'Write one of the two multiples in the fix, or { instances: n }, which is right whatever the memory.',
      zh:
        '纯数字的单位是 MB，预置的 MB ÷ 函数内存 = 实例数，因此必须是该版本内存的整数倍（S25）。' +
        '云 API 接受的是实例个数，余数无法提交，而涉及费用的数值本工具不会自行取整。' +
        '请改成建议的两个整数倍之一，或写 { instances: n }，内存调整后依然正确。',
    },
  },
  SCF203: {
    title: { en: 'More quota is allocated than the account can give', zh: '分配的配额超出账号可分配的额度' },
    why: {
      en:
        'Reserved quotas, and provisioned concurrency of functions without a reservation, are taken out of the account quota of the region: 128000 MB by default (S10). ' +
        '12800 MB of it cannot be allocated (S13), so at most 115200 MB can be allocated, over all services of the account in the region. ' +
        'Beyond that the change is refused with LimitExceeded.FunctionReservedConcurrencyMemory (S16), after part of the deploy is done. ' +
        'Give up what the message says; where the account has more, say so under custom.scf.account, and list there what other services hold.',
      zh:
        '最大独占配额，以及未设独占配额的函数的预置并发，都从该地域的账号配额中扣除，账号配额默认 128000 MB（S10）。' +
        '其中 12800 MB 不可分配（S13），因此该账号在该地域的所有服务最多共分配 115200 MB。' +
        '超出时设置会被拒绝，错误码为 LimitExceeded.FunctionReservedConcurrencyMemory（S16），而此时部署已进行了一部分。' +
        '请按提示让出配额；账号配额实际更高的，请在 custom.scf.account 中写明，并列出其他服务已占用的部分。',
    },
  },
  SCF204: {
    title: { en: 'The reserved quota holds no instance', zh: '最大独占配额不够启动一个实例' },
    why: {
      en:
        'A reserved quota is MB, and also a ceiling: the function cannot fall back to the shared quota (S14). ' +
        'Less than the memory of one instance starts none (S18), so every request would end with 432. ' +
        'A small number is mostly meant as a count, as on AWS: write { instances: n }; to switch the function off, write 0 (S17).',
      zh:
        '最大独占配额的单位是 MB，同时也是上限：函数不能再使用共享配额（S14）。' +
        '不足一个实例的内存就一个也启动不了（S18），所有请求都会返回 432。' +
        '写得很小的数字多半是像 AWS 那样指实例数：请写 { instances: n }；若要停用函数，请写 0（S17）。',
    },
  },
  SCF205: {
    title: { en: "The reserved quota is no multiple of the function's memory", zh: '最大独占配额不是函数内存的整数倍' },
    why: {
      en:
        'Of a reserved quota floor(quota ÷ memory) instances can run (S3, S18). ' +
        'What remains starts nothing, and yet no other function can use it, since a reservation is exclusive (S14). ' +
        'Whether the platform insists on a multiple is not documented, so this is a warning; custom.scf.engine.reservedMultiple makes it an error, or silent.',
      zh:
        '最大独占配额能运行的实例数为“配额 ÷ 内存”向下取整（S3、S18）。' +
        '余下的部分启动不了实例，又因独占而不能被其他函数使用（S14）。' +
        '官方未说明是否必须为整数倍，因此只是警告；可用 custom.scf.engine.reservedMultiple 改为错误或不提示。',
    },
  },
  SCF206: {
    title: { en: 'More is provisioned than the reserved quota holds', zh: '预置并发超过最大独占配额' },
    why: {
      en:
        'Provisioned instances of a function with a reserved quota are taken out of that quota (S22), over all its versions. ' +
        'More than it holds is refused with FailedOperation.ProvisionedExceedReserved (S23), after the function has been updated. ' +
        'Raise the reservation, or provision less. Newer documents allow it and let the excess idle (S24): with profile scf-2025 this is SCF504.',
      zh:
        '函数设置了最大独占配额时，预置实例从该配额中扣除，各版本合计（S22）。' +
        '超出时设置会被拒绝，错误码为 FailedOperation.ProvisionedExceedReserved（S23），而函数此时已经更新。' +
        '请提高最大独占配额，或减少预置。新文档允许超出，多余的实例闲置（S24）：采用 scf-2025 时改为提示 SCF504。',
    },
  },
  SCF207: {
    title: { en: 'A function that is switched off has provisioned instances', zh: '已停用的函数设置了预置并发' },
    why: {
      en:
        'reservedConcurrency: 0 is not "no reservation": it leaves the function no capacity, and every request ends with 432 (S17). ' +
        'Provisioned instances would be taken out of that quota of 0 (S22), so they cannot be set. ' +
        'Remove reservedConcurrency to let the function use the shared quota, or remove provisionedConcurrency to keep it switched off.',
      zh:
        'reservedConcurrency: 0 不等于“未设置”：函数没有任何可用额度，所有请求都返回 432（S17）。' +
        '预置实例要从这个为 0 的配额中扣除（S22），因此无法设置。' +
        '请去掉 reservedConcurrency，让函数使用共享配额；若确要停用，请去掉 provisionedConcurrency。',
    },
  },
  SCF208: {
    title: { en: 'Provisioned concurrency names a version or alias', zh: '预置并发指定了版本或别名' },
    why: {
      en:
        'Instances are provisioned for one published version; $LATEST cannot have any, and an alias is refused with InvalidParameterValue.Qualifier (S21). ' +
        'Deploy publishes a version and provisions that one, so a qualifier in the file could only name an old version, or none. ' +
        'Remove it.',
      zh:
        '预置并发设置在已发布的版本上；$LATEST 不能预置，别名会被拒绝，错误码为 InvalidParameterValue.Qualifier（S21）。' +
        '部署时会自动发布版本并为其预置，文件中的 qualifier 只可能指向旧版本或不存在的版本。' +
        '请去掉它。',
    },
  },
  SCF209: {
    title: { en: 'The provisioned quota holds no instance', zh: '预置并发不够启动一个实例' },
    why: {
      en:
        'A plain number under provisionedConcurrency is MB, and must be a multiple of the memory, so at least one instance (S25). ' +
        'A smaller number would provision nothing: every first request would still wait for a cold start. ' +
        'On AWS the same number is a count; if that is meant, write { instances: n }.',
      zh:
        'provisionedConcurrency 的纯数字单位是 MB，须为内存的整数倍，至少一个实例（S25）。' +
        '更小的数值预置不出任何实例，请求仍要经历冷启动。' +
        'AWS 上同样的数字表示个数；若指实例数，请写 { instances: n }。',
    },
  },
  SCF215: {
    title: { en: 'More is provisioned than the account has', zh: '预置并发合计超过账号配额' },
    why: {
      en:
        'By the newer documents (profile scf-2025) provisioned instances are not taken out of reservations; what limits them is the account: all of them in the region together may have its quota (S24), 128000 MB by default (S10). ' +
        'The call that goes beyond is refused, and the functions before it have been provisioned and are paid for by then. ' +
        'Provision less, or state the quota that the account really has under custom.scf.account.',
      zh:
        '按新文档（scf-2025），预置实例不从最大独占配额中扣除，只受账号限制：该地域全部预置合计不得超过账号配额（S24），默认 128000 MB（S10）。' +
        '超出的那次设置会被拒绝，而之前的函数此时已经预置并开始计费。' +
        '请减少预置，或在 custom.scf.account 中写明账号的实际配额。',
    },
  },
  SCF218: {
    title: { en: 'Two services state different account quotas', zh: '两个服务写的账号配额不一致' },
    why: {
      en:
        'Quotas exist once for an account in a region, and all its functions share them (S5). ' +
        'When two services of one account and region state different figures, at least one of them is checked against a quota that is not there, and the sum over both means nothing. ' +
        'Write the same figure in both, or tell the accounts apart by custom.scf.account.name.',
      zh:
        '配额按账号和地域各有一份，由该地域的全部函数共用（S5）。' +
        '同一账号同一地域的两个服务写了不同的数值，至少有一个是按不存在的额度检查的，合计也就没有意义。' +
        '请统一数值；若分属不同账号，请用 custom.scf.account.name 区分。',
    },
  },
  SCF219: {
    title: { en: 'The account quota is not that of the live account', zh: '账号配额与云端实际不符' },
    why: {
      en:
        'The account quota is 128000 MB in most regions and 64000 MB in some, and a package or an application changes it (S10). ' +
        'With --cloud the figure of the file is compared with that of the account: one that is too high lets a deploy fail with LimitExceeded.FunctionReservedConcurrencyMemory (S16), one that is too low refuses what would work. ' +
        'Write the live figure under custom.scf.account.',
      zh:
        '账号配额在多数地域为 128000 MB，部分地域为 64000 MB，购买套餐包或申请后会变化（S10）。' +
        '使用 --cloud 时会与云端账号的数值比较：写得过高，部署会以 LimitExceeded.FunctionReservedConcurrencyMemory 失败（S16）；写得过低，本可成功的配置会被拒绝。' +
        '请在 custom.scf.account 中写明实际数值。',
    },
  },
};
