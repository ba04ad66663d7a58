import type { RulePages } from './rulePagesText';

type Service = `SCF11${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}` | 'SCF120' | 'SCF121' | 'SCF122';

/** The service as a whole: its file, its variables, its functions among one another, and their code. */
export const servicePages: RulePages<Service> = {
  SCF110: {
    title: { en: 'The configuration file cannot be read', zh: '无法读取配置文件' },
    why: {
      en:
        'Without a serverless.yml, .yaml or .json that can be read, nothing else can be checked, and no other rule speaks. ' +
        'serverless-scf runs no code: a serverless.ts or serverless.js is a program, which only the framework executes. ' +
        'Correct the file at the place shown, or use sls scf validate for a program. This finding cannot be suppressed.',
      zh:
        '读不到 serverless.yml、.yaml 或 .json，其他检查都无法进行。' +
        'serverless-scf 不会执行任何代码：serverless.ts、serverless.js 是程序，只能由框架执行。' +
        '请按指出的位置修正文件；配置为程序时请使用 sls scf validate。此问题不能忽略。',
    },
  },
  SCF111: {
    title: { en: 'A variable has no value', zh: '变量没有值' },
    why: {
      en:
        'A variable such as ${env:NAME} or ${file(other.yml):key} has no value here: it is not set, leads round in a circle, or comes from a source that only the framework has. ' +
        'Rules that need the value stay silent, so the check is incomplete, and the framework would stop, too, unless it knows more. ' +
        'An ${env:…} that only environment takes is a warning: a check of a pull request has no secrets. ' +
        "Set the variable, give it a fallback (${env:NAME, 'value'}), pass --param, or use sls scf validate.",
      zh:
        '${env:NAME}、${file(other.yml):key} 这样的变量在此没有值：未设置、循环引用，或来自只有框架才能读取的来源。' +
        '依赖该值的检查会跳过，结果不完整；框架若也无法解析，同样会报错退出。' +
        '仅用于 environment 的 ${env:…} 未设置时只是警告：检查合并请求时通常没有密钥。' +
        "请设置变量、提供默认值（${env:NAME, 'value'}）、用 --param 传入，或使用 sls scf validate。",
    },
  },
  SCF112: {
    title: { en: 'A model for simulations belongs to no function', zh: '模拟用的模型没有对应的函数' },
    why: {
      en:
        'Cold-start and run times are not documented (S124), so a simulation takes them from custom.scf.models, under the key of the function. ' +
        'A model under another name is never used: the function that it describes is simulated without it, and the result is about something else. ' +
        'Correct the name. Nothing changes in the cloud.',
      zh:
        '官方未公布冷启动与执行耗时（S124），模拟时按 custom.scf.models 中以函数键名给出的模型计算。' +
        '名称对不上的模型不会被采用，对应函数会按没有模型来模拟，结论也就失真。' +
        '请修正名称。云端不受影响。',
    },
  },
  SCF113: {
    title: { en: "The handler's file is not there", zh: '执行方法所在的文件不存在' },
    why: {
      en:
        'The handler src/index.main_handler means the file src/index in the code package and what it exports as main_handler. ' +
        'Without the file every invocation ends with 437 (S123); asynchronous events are run again after 1 minute, as often as retryNum says (2 by default), and then go to the dead-letter queue or are lost (S54, S64). ' +
        'Create the file, or correct the path. Where the whole folder is missing it is only a warning: build the code before you deploy.',
      zh:
        '执行方法 src/index.main_handler 指代码包中的 src/index 文件及其导出的 main_handler。' +
        '文件不存在时每次调用都以 437 结束（S123）；异步事件每隔 1 分钟重试，达到重试次数 retryNum（默认 2 次）后进入死信队列或被丢弃（S54、S64）。' +
        '请创建文件或修正路径。若整个目录都不存在则只给出警告：请先构建代码再部署。',
    },
  },
  SCF114: {
    title: { en: 'The file does not export the handler', zh: '文件没有导出执行方法' },
    why: {
      en:
        'The part of handler after the dot is the name of an exported function. ' +
        'When the file exports nothing of that name, every invocation ends with 437 (S123), and asynchronous events are retried in vain (S54). ' +
        'The code is only read, never run; where its exports cannot be known for sure, nothing is said. ' +
        'Export a function of that name, or correct handler.',
      zh:
        'handler 中点号之后是导出的函数名。' +
        '文件没有导出同名函数时，每次调用都以 437 结束（S123），异步事件也只会徒劳地重试（S54）。' +
        '检查时只读取代码，不会执行；无法确定导出内容时不作提示。' +
        '请导出该名称的函数，或修正 handler。',
    },
  },
  SCF115: {
    title: { en: 'Two functions have the same name in the cloud', zh: '两个函数在云端同名' },
    why: {
      en:
        'A function is known by its name within the namespace: name, or <service>-<stage>-<key> where there is none (S151, S226). ' +
        'Two functions of one name are one function in the cloud: what is deployed last overwrites the code and the settings of the other, and all triggers call it. ' +
        'Give each a name of its own.',
      zh:
        '同一命名空间内以函数名称区分函数：取 name，未填写时为 <service>-<stage>-<键名>（S151、S226）。' +
        '同名的两个函数在云端是同一个函数：后部署的会覆盖先部署的代码与配置，所有触发器都会调用它。' +
        '请让每个函数使用不同的名称。',
    },
  },
  SCF116: {
    title: { en: 'More functions or triggers than allowed by default', zh: '函数或触发器数量超过默认上限' },
    why: {
      en:
        'By default the platform has room for 50 functions in a namespace, 10 triggers of a function, and 10 of one type (S150). ' +
        'A deploy that goes beyond stops half-way, with some functions or triggers there and some not. ' +
        'Split the service over namespaces, remove some, or have the limit raised first; then suppress this warning with that as the reason.',
      zh:
        '平台默认上限为：每个命名空间 50 个函数，每个函数 10 个触发器，每种类型 10 个（S150）。' +
        '超出时部署会中途失败，只有一部分函数或触发器建成。' +
        '请拆分到多个命名空间、减少数量，或先申请提高上限；上限已提高的，可注明原因忽略此警告。',
    },
  },
  SCF117: {
    title: { en: 'The message of a timer exceeds 4 KB', zh: '定时触发器的附加信息超过 4 KB' },
    why: {
      en:
        'The message of a timer reaches the function as Message of its event, and may have 4 KB (S150, S220). ' +
        'Here its UTF-8 bytes are counted, 3 for most Chinese characters. ' +
        'A longer one is refused at deploy. Shorten it, or let the function read the data from elsewhere.',
      zh:
        '定时触发器的附加信息会作为事件中的 Message 传给函数，最多 4 KB（S150、S220）。' +
        '此处按 UTF-8 字节数计算，一个汉字通常占 3 字节。' +
        '超出时部署会被拒绝。请缩短内容，或让函数从别处读取数据。',
    },
  },
  SCF118: {
    title: { en: 'The file belongs to Serverless Components', zh: '这是 Serverless Components 的配置文件' },
    why: {
      en:
        'A file with component and inputs at the top is one of Serverless Components, another tool with another format (S226). ' +
        'The Serverless Framework with this plugin reads service, provider and functions, so nothing in the file would be deployed, and nothing else in it is checked. ' +
        'Write the service anew: what stands under inputs goes into one function, src becomes package, provisionedNum provisionedConcurrency: { instances }.',
      zh:
        '以 component 和 inputs 为顶层的是 Serverless Components 的文件，属于另一种工具，格式也不同（S226）。' +
        '使用本插件的 Serverless Framework 读取的是 service、provider 与 functions，因此该文件的内容不会被部署，其余内容也不再检查。' +
        '请改写服务：inputs 下的内容写到一个函数里，src 改为 package，provisionedNum 改为 provisionedConcurrency: { instances }。',
    },
  },
  SCF119: {
    title: { en: 'Two functions want the same events of a bucket', zh: '两个函数订阅了存储桶的相同事件' },
    why: {
      en:
        'COS calls a function when an object of a bucket changes (S221), and for one object and one kind of event only one rule may apply. ' +
        'A second one whose prefix or suffix lets the same objects through is refused with InvalidParameterValue.CosNotifyRuleConflict, after the functions have been deployed. ' +
        'Let the filters exclude one another, or let one function take the event and call the other.',
      zh:
        '存储桶中的对象变化时，COS 会触发函数（S221）；同一对象的同一类事件只能匹配一条规则。' +
        '前缀或后缀有重叠的第二条规则会被拒绝，错误码为 InvalidParameterValue.CosNotifyRuleConflict，而函数此时已经部署。' +
        '请让过滤规则互不重叠，或由一个函数接收事件后再调用另一个。',
    },
  },
  SCF120: {
    title: { en: 'The start file cannot be run', zh: '启动文件无法运行' },
    why: {
      en:
        'A Web function is started by scf_bootstrap (S206), a function of runtime CustomRuntime by bootstrap (S204): a script that must be executable, have LF line ends, and name its interpreter in the first line. ' +
        'Otherwise no server ever listens on port 9000, and each request of a Web function ends with 446 (S123). ' +
        'Begin it with #!/bin/bash, save it with LF, and run chmod 755 before you deploy; Git keeps the mode, Windows does not.',
      zh:
        'Web 函数由 scf_bootstrap 启动（S206），CustomRuntime 的函数由 bootstrap 启动（S204）：文件须有可执行权限、使用 LF 换行符，并在第一行写明解释器。' +
        '否则没有服务监听 9000 端口，Web 函数的请求都以 446 结束（S123）。' +
        '请以 #!/bin/bash 开头，以 LF 保存，并在部署前执行 chmod 755；Git 会保留该权限，Windows 不会。',
    },
  },
  SCF121: {
    title: { en: 'A plugin that does not go with this one', zh: '不能与本插件同用的插件' },
    why: {
      en:
        'The framework runs the hooks of every plugin in plugins, so that of two with the same command both run (F71). ' +
        'serverless-tencent-scf deploys and removes functions, too, and by rules of its own: each command would do everything twice; serverless-offline has the command offline, and emulates AWS Lambda. ' +
        "serverless-esbuild and serverless-webpack do not know SCF's runtimes: the one stops every command, the other takes no function, so that nothing can be packaged (F49); TypeScript handlers are bundled here without them, by your own esbuild. " +
        'serverless-plugin-warmup describes its options in words that the framework has for AWS alone, and every command stops there; it would call AWS Lambda: what keeps instances warm here is provisionedConcurrency (S21). ' +
        'Take the other one out of plugins; this package reads the spellings of serverless-tencent-scf, and says what to write in their place.',
      zh:
        '框架会运行 plugins 中每个插件的钩子，两个插件有相同命令时都会执行（F71）。' +
        'serverless-tencent-scf 也会部署和删除函数，且规则不同，每条命令都会做两遍；serverless-offline 也提供 offline 命令，模拟的是 AWS Lambda。' +
        'serverless-esbuild 和 serverless-webpack 不识别 SCF 运行时：前者会使所有命令失败，后者不会打包任何函数，也就无法打包（F49）；TypeScript 函数无需它们，本插件会用您自己的 esbuild 打包。' +
        'serverless-plugin-warmup 用只有 AWS 才有的定义描述其选项，框架的所有命令都会因此失败；它调用的是 AWS Lambda，此处用 provisionedConcurrency 预热实例（S21）。' +
        '请把另一个插件从 plugins 中去掉；本插件认得 serverless-tencent-scf 的写法，并会提示应改成什么。',
    },
  },
  SCF122: {
    title: { en: 'An ES module that Node.js takes for CommonJS', zh: '被 Node.js 当作 CommonJS 的 ES 模块' },
    why: {
      en:
        'A file .js is CommonJS unless the nearest package.json says "type": "module". Node.js 20.19, 22.12 and later look into the file and load it as a module all the same; the versions of Node.js that the platform runs are older (S190), and stop at the first import or export. ' +
        'So the function runs on your machine, and in the cloud no instance of it starts: every invocation ends with 443 (S123), and asynchronous events are retried in vain (S54). ' +
        'Write it with require and exports, or have a bundler do so; or say "type": "module". With a bundler among plugins, or a runtime that is new enough, nothing is said. What the file requires in turn is not looked at.',
      zh:
        '.js 文件在最近的 package.json 未写 "type": "module" 时属于 CommonJS。Node.js 20.19、22.12 及更新版本会查看文件内容，仍将其作为 ES 模块加载；平台提供的 Node.js 版本更旧（S190），遇到第一个 import 或 export 就会报错。' +
        '因此函数在本机可以运行，在云端却没有一个实例能启动：每次调用都以 443 结束（S123），异步事件也只会徒劳地重试（S54）。' +
        '请改用 require 与 exports，或由打包工具转换；也可写 "type": "module"。plugins 中有打包插件或运行环境足够新时不作提示；文件所 require 的其他文件不在检查之列。',
    },
  },
};
