import type { RulePages } from './rulePagesText';

type Async = `SCF30${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}` | 'SCF401';

/** Asynchronous execution, and what depends on the type of a function. */
export const asyncPages: RulePages<Async> = {
  SCF301: {
    title: { en: 'The timeout exceeds 900 s without asynchronous execution', zh: '未开启异步执行而超时时间超过 900 秒' },
    why: {
      en:
        'A function runs 1 to 900 s; only with asynchronous execution it may run 24 hours, 86400 s (S72). ' +
        'The API refuses a longer timeout, and at 900 s a run would end with 433 in any case (S153). ' +
        'Write 900 or less, or asyncRunEnable: true: then every caller gets the RequestId at once and never the result (S71), and the mode is fixed when the function is created (S76).',
      zh:
        '函数最长运行 1 至 900 秒；只有异步执行才能运行 24 小时，即 86400 秒（S72）。' +
        '更长的超时时间会被云 API 拒绝，运行到 900 秒也会以 433 结束（S153）。' +
        '请写 900 或更小，或开启 asyncRunEnable: true：此后调用方立即得到 RequestId，但得不到返回值（S71），且该模式只能在创建函数时选择（S76）。',
    },
  },
  SCF302: {
    title: { en: 'The timeout exceeds 24 hours', zh: '超时时间超过 24 小时' },
    why: {
      en:
        'Even an asynchronous execution runs at most 24 hours, 86400 s (S72); then it ends with 433, and what it held in memory and in /tmp is lost. ' +
        'A longer timeout cannot be set. ' +
        'Write 86400 or less, and split longer work into runs that save where they are and start the next.',
      zh:
        '异步执行最长也只能运行 24 小时，即 86400 秒（S72），到时以 433 结束，内存与 /tmp 中的内容随之丢失。' +
        '更长的超时时间无法设置。' +
        '请写 86400 或更小；更长的任务请分段执行，保存进度后再启动下一段。',
    },
  },
  SCF303: {
    title: { en: 'Status tracking without asynchronous execution', zh: '未开启异步执行而设置了状态追踪' },
    why: {
      en:
        'Status tracking records the states of asynchronous executions, and keeps them for 3 days (S81). ' +
        'A function without asyncRunEnable has no such states, so there is nothing to record or to query. ' +
        'Add asyncRunEnable: true if its runs are to be followed and ended, or remove traceEnable.',
      zh:
        '状态追踪记录异步执行事件的状态，保留 3 天（S81）。' +
        '未开启 asyncRunEnable 的函数没有这些状态，无可记录，也无可查询。' +
        '若需要查询和终止事件，请开启 asyncRunEnable: true；否则请去掉 traceEnable。',
    },
  },
  SCF304: {
    title: { en: 'Asynchronous execution without log delivery', zh: '异步执行没有配置日志投递' },
    why: {
      en:
        'The log of an asynchronous execution is uploaded while it runs, instead of once at its end, and it is uploaded to CLS (S73). ' +
        'The caller only has a RequestId and no result (S71), so without cls nobody sees what a run of up to 24 hours is doing. ' +
        'Add cls with logsetId and topicId, to the function or to provider.',
      zh:
        '异步执行的日志在运行过程中持续上报，而不是结束后一次上报，上报的目的地是 CLS（S73）。' +
        '调用方只得到 RequestId，没有返回值（S71）；不配置 cls，长达 24 小时的任务在做什么就无从得知。' +
        '请在函数或 provider 中添加 cls，填写 logsetId 与 topicId。',
    },
  },
  SCF305: {
    title: { en: 'Asynchronous execution of a Web function', zh: 'Web 函数开启了异步执行' },
    why: {
      en:
        'The platform offers asynchronous execution for event functions; for Web functions it is documented only on GPU nodes (S88). ' +
        'Elsewhere the creation is expected to fail with UnsupportedOperation.AsyncRunEnable, and the local engine refuses it, too. ' +
        'Make the long part an event function of its own, or remove asyncRunEnable.',
      zh:
        '平台的异步执行面向事件函数；Web 函数仅在 GPU 机型上有相关说明（S88）。' +
        '其他情况下创建时预计返回 UnsupportedOperation.AsyncRunEnable，本地引擎也会拒绝。' +
        '请把耗时的部分拆成单独的事件函数，或去掉 asyncRunEnable。',
    },
  },
  SCF306: {
    title: { en: 'An asynchronous execution is not retried', zh: '异步执行出错时不会重试' },
    why: {
      en:
        'Where an asynchronous execution ends with an error it is over: the retries of asynchronous invocation are not supported (S77), and retryNum is ignored. ' +
        'Whoever counts on them loses events. ' +
        'Write retryNum: 0, and let the function itself repeat what can fail, or whoever called it ask for the state and call again.',
      zh:
        '异步执行出错即告结束，不支持异步调用的重试（S77），retryNum 会被忽略。' +
        '依赖重试就会丢失事件。' +
        '请写 retryNum: 0，由函数自身重试可能失败的步骤，或由调用方查询状态后再次调用。',
    },
  },
  SCF307: {
    title: { en: 'A run may outlive the credentials of its role', zh: '运行时间超过角色临时密钥的有效期' },
    why: {
      en:
        'The keys that a role gives to an instance live at most 6 hours, 21600 s; longer executions need keys of their own (S80). ' +
        'With the keys of the role they are refused by COS, CLS and every other API in their last hours, after most of the work is paid for. ' +
        'Write a timeout of 21600 or less, or let the function use keys of its own, kept safely, in place of role.',
      zh:
        '角色提供给实例的临时密钥最长有效 6 小时，即 21600 秒；更久的任务需要使用自己的密钥（S80）。' +
        '若仍用角色的密钥，后段访问 COS、CLS 等服务会鉴权失败，而大部分费用已经产生。' +
        '请写 timeout: 21600 或更小，或去掉 role，改用妥善保管的自有密钥。',
    },
  },
  SCF308: {
    title: { en: 'Several requests at a time need a Web function', zh: '单实例多并发仅适用于 Web 函数' },
    why: {
      en:
        'An instance of an event function handles exactly one event at a time (S2); only instances of Web functions take several requests, 2 to 100 (S92). ' +
        'On an event function the setting does nothing: each event still needs an instance of its own, with its memory out of the quota (S3). ' +
        'Remove instanceConcurrency, or make the function type: web.',
      zh:
        '事件函数的实例一次只处理一个事件（S2）；只有 Web 函数的实例可以同时处理多个请求，2 至 100 个（S92）。' +
        '事件函数设置它没有作用：每个事件仍需一个实例，并按内存占用配额（S3）。' +
        '请去掉 instanceConcurrency，或改为 type: web。',
    },
  },
  SCF401: {
    title: { en: 'Asynchronous execution cannot be switched after creation', zh: '异步执行在创建后不能切换' },
    why: {
      en:
        'Whether a function runs asynchronously is chosen when it is created, and then locked: the API has no field to change it (S76). ' +
        'A deploy would leave the function as it is, with other timeouts, answers and retries than the file says. ' +
        'Write what the function is, deploy it under another name, or delete and create it anew, which ends its running events.',
      zh:
        '函数是否异步执行在创建时选定，此后锁定：云 API 没有修改它的字段（S76）。' +
        '再次部署不会改变该函数，其超时时间、返回方式与重试都与文件所写不同。' +
        '请按函数现状书写、换一个函数名部署，或删除后重新创建（运行中的事件会随之结束）。',
    },
  },
};
