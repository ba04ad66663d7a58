import type { Form, Words } from './diagnosticParams';
import type { Lang } from './text';

/** What a text must look like, and how to write it. */
export const formWords: Readonly<Record<Lang, Readonly<Record<Form, Words>>>> = {
  en: {
    functionName: {
      message: 'a function name has 2 to 60 letters, digits, "-" and "_", begins with a letter and ends with a letter or digit',
      fix: 'change the name',
    },
    longName: {
      message:
        'this name in the cloud, <service>-<stage>-<key>, must have 2 to 60 letters, digits, "-" and "_", begin with a letter and end with a letter or digit',
      fix: 'give the function a name of its own (name: …), or shorten its parts',
    },
    namespace: {
      message: 'a namespace has 2 to 60 letters, digits, "-" and "_", begins with a letter and ends with a letter or digit',
      fix: 'change the namespace',
    },
    namespaceAndName: { message: 'namespace and function name have more than 118 characters together', fix: 'shorten one of them' },
    service: { message: 'a service name begins with a letter, has letters, digits and "-", and at least two characters', fix: 'change the name' },
    stage: { message: 'a stage has letters, digits and "-"', fix: 'change the stage' },
    region: { message: 'this is not the name of a region', fix: 'write it like ap-guangzhou' },
    handler: {
      message: 'a handler is file.method, each of 2 to 60 letters, digits, "-" and "_"',
      fix: 'write it like index.main_handler or src/index.main_handler',
    },
    javaHandler: { message: 'a Java handler is package.Class::method', fix: 'write it like example.Hello::mainHandler' },
    goHandler: { message: 'a Go handler is the name of the program alone', fix: 'write that name' },
    webHandler: { message: 'a Web function needs no handler: scf_bootstrap starts it', fix: 'remove it' },
    handlerEnding: {
      message: 'what follows the last dot is taken for the method, and here it is the ending of a file',
      fix: 'write it like index.main_handler',
    },
    handlerOutside: { message: "it leads out of the service's folder, of which alone the package is made", fix: 'move the code into the folder' },
    qualifier: {
      message: 'a qualifier is $LATEST, $DEFAULT, the number of a version, or an alias: 1 to 64 letters, digits, "-" and "_", a letter first',
      fix: 'write it like $DEFAULT, 1 or live',
    },
    triggerName: { message: 'the name of a timer has 1 to 100 letters, digits, "-" and "_"', fix: 'change the name' },
    layerName: { message: 'the name of a layer has 1 to 64 letters, digits, "-" and "_", a letter first', fix: 'change the name' },
    suffix: { message: 'the suffix of a filter begins with "."', fix: 'write it like .jpg' },
    bucketRegion: {
      message: 'a bucket calls only functions of its own region, and this function is in another',
      fix: 'name a bucket of the same region, or change provider.region',
    },
    environmentKey: { message: 'an environment variable begins with a letter and has letters, digits and "_"', fix: 'rename it' },
    emptyVariable: { message: 'the platform takes no empty environment variable', fix: 'give it a value, or remove it' },
    nonEmpty: { message: 'it is empty', fix: 'give it a value, or remove it' },
    path: { message: 'a path begins with "/"', fix: 'put "/" before it' },
    oneAmount: { message: 'quotaMB and instances say the same thing twice or not at all', fix: 'write either { quotaMB: n } or { instances: n }' },
    oneEvent: { message: 'each entry of events is one trigger', fix: 'write one trigger per list entry, like "- timer: { cron: … }"' },
    oneDistribution: {
      message: 'a time is a number, percentiles like { p50, p99 }, { min, max }, { values: […] } or { mean }: one of them',
      fix: 'write one of them alone',
    },
    percentiles: { message: 'a higher percentile is less than a lower one', fix: 'let them rise from the lowest to the highest' },
    shares: { message: 'the shares are more than 1 together', fix: 'lower them: what they leave succeeds' },
    checkOrder: { message: 'it names each of quota and burst once', fix: 'write [quota, burst] or [burst, quota]' },
    trackingAlone: {
      message: 'tracking sets the number of instances itself, from min to max',
      fix: 'remove quotaMB or instances, or remove tracking',
    },
    duplicate: { message: 'it is there twice', fix: 'rename one of them' },
    order: { message: 'min is above max', fix: 'swap them' },
    other: { message: 'it does not have the right form', fix: 'correct it' },
  },
  zh: {
    functionName: { message: '函数名称为 2 至 60 个字母、数字、“-”或“_”，以字母开头，以字母或数字结尾', fix: '请修改名称' },
    longName: {
      message: '云端名称 <service>-<stage>-<键名> 须为 2 至 60 个字母、数字、“-”或“_”，以字母开头，以字母或数字结尾',
      fix: '请用 name: … 为函数单独命名，或缩短各部分',
    },
    namespace: { message: '命名空间为 2 至 60 个字母、数字、“-”或“_”，以字母开头，以字母或数字结尾', fix: '请修改命名空间' },
    namespaceAndName: { message: '命名空间与函数名称合计超过 118 个字符', fix: '请缩短其中一个' },
    service: { message: '服务名称以字母开头，由字母、数字和“-”组成，至少两个字符', fix: '请修改名称' },
    stage: { message: '环境名由字母、数字和“-”组成', fix: '请修改环境名' },
    region: { message: '这不是地域名称', fix: '请按 ap-guangzhou 的形式填写' },
    handler: {
      message: '执行方法的格式为“文件名.方法名”，两部分各为 2 至 60 个字母、数字、“-”或“_”',
      fix: '请写成 index.main_handler 或 src/index.main_handler 的形式',
    },
    javaHandler: { message: 'Java 的执行方法格式为“包名.类名::方法名”', fix: '请写成 example.Hello::mainHandler 的形式' },
    goHandler: { message: 'Go 的执行方法只写可执行文件名', fix: '请写该文件名' },
    webHandler: { message: 'Web 函数不需要执行方法：由 scf_bootstrap 启动', fix: '请去掉它' },
    handlerEnding: { message: '最后一个点之后应为方法名，这里写的却是文件扩展名', fix: '请写成 index.main_handler 的形式' },
    handlerOutside: { message: '指向服务目录之外，而代码包只由该目录生成', fix: '请把代码移到该目录内' },
    qualifier: {
      message: '须为 $LATEST、$DEFAULT、版本号，或别名：1 至 64 个字母、数字、“-”或“_”，以字母开头',
      fix: '请写成 $DEFAULT、1 或 live 的形式',
    },
    triggerName: { message: '定时触发器名称为 1 至 100 个字母、数字、“-”或“_”', fix: '请修改名称' },
    layerName: { message: '层名称为 1 至 64 个字母、数字、“-”或“_”，以字母开头', fix: '请修改名称' },
    suffix: { message: '后缀过滤规则须以“.”开头', fix: '请写成 .jpg 的形式' },
    bucketRegion: { message: '存储桶只能触发同地域的函数，而该函数在另一地域', fix: '请使用同地域的存储桶，或修改 provider.region' },
    environmentKey: { message: '环境变量名以字母开头，由字母、数字和“_”组成', fix: '请改名' },
    emptyVariable: { message: '平台不接受空的环境变量', fix: '请填写值，或去掉它' },
    nonEmpty: { message: '内容为空', fix: '请填写值，或去掉它' },
    path: { message: '路径以“/”开头', fix: '请在前面加上“/”' },
    oneAmount: { message: 'quotaMB 与 instances 只能且必须写一个', fix: '请写 { quotaMB: n } 或 { instances: n }' },
    oneEvent: { message: 'events 的每一项是一个触发器', fix: '请每项只写一个触发器，例如“- timer: { cron: … }”' },
    oneDistribution: {
      message: '耗时可以是一个数、{ p50, p99 } 等百分位、{ min, max }、{ values: […] } 或 { mean }，只能选一种',
      fix: '请只写其中一种',
    },
    percentiles: { message: '较高的百分位小于较低的百分位', fix: '请让各百分位依次递增' },
    shares: { message: '各项 share 之和大于 1', fix: '请调低：剩余部分为成功' },
    checkOrder: { message: 'quota 与 burst 须各出现一次', fix: '请写 [quota, burst] 或 [burst, quota]' },
    trackingAlone: { message: 'tracking 会在 min 与 max 之间自行决定实例数', fix: '请去掉 quotaMB 或 instances，或去掉 tracking' },
    duplicate: { message: '重复出现', fix: '请为其中一个改名' },
    order: { message: 'min 大于 max', fix: '请对调两者' },
    other: { message: '格式不正确', fix: '请修改' },
  },
};
