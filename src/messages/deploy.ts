import { plural } from './plural';
import { sayer } from './saying';
import { text } from './text';

/** What `deploy` and `plan` say besides the plan itself. */
export const deployTexts = {
  'deploy.notBoth': text<{ option: string; other: string }>({
    en: ({ option, other }) => `--${option} and --${other} exclude one another`,
    zh: ({ option, other }) => `--${option} 与 --${other} 不能同时使用`,
  }),
  'deploy.planDecides': text<{ options: readonly string[] }>({
    en: ({ options }) => `${options.join(', ')} cannot be changed once a plan is made: give them to "plan --out FILE", and only --plan to deploy`,
    zh: ({ options }) => `计划生成之后不能再更改 ${options.join('、')}：请在 plan --out 文件 时给出，部署时只用 --plan`,
  }),
  'deploy.noPlanFile': text<{ file: string; why: string }>({
    en: ({ file, why }) => `the plan ${file} cannot be read (${why}); write one with: plan --out FILE`,
    zh: ({ file, why }) => `无法读取计划文件 ${file}（${why}）；可用 plan --out 文件 生成`,
  }),
  'deploy.badPlanFile': text<{ file: string }>({
    en: ({ file }) => `${file} is no plan of serverless-scf, or of another version; write one with: plan --out FILE`,
    zh: ({ file }) => `${file} 不是 serverless-scf 的计划文件，或由其他版本生成；可用 plan --out 文件 生成`,
  }),
  'deploy.planOfOther': text<{ file: string; made: string; asked: string }>({
    en: ({ file, made, asked }) => `${file} was made for ${made}, and this is ${asked}; make a plan for this one`,
    zh: ({ file, made, asked }) => `${file} 是为 ${made} 生成的，而当前是 ${asked}；请为当前服务生成计划`,
  }),
  'deploy.planWritten': text<{ file: string; command: string }>({
    en: ({ file, command }) => `plan written to ${file}; carry it out with: ${command}`,
    zh: ({ file, command }) => `计划已写入 ${file}；执行：${command}`,
  }),
  'deploy.unwritable': text<{ file: string; why: string }>({
    en: ({ file, why }) => `${file} cannot be written: ${why}`,
    zh: ({ file, why }) => `无法写入 ${file}：${why}`,
  }),
  'deploy.otherFile': text<{ file: string }>({
    en: ({ file }) => `${file} holds something other than a plan, which the plan would take the place of; name another file`,
    zh: ({ file }) => `${file} 的内容不是计划，写入会将其覆盖；请指定其他文件`,
  }),
  'deploy.movedUnseen': text({
    en: () => 'something that the plan does not show has changed since it was made, such as a value of environment; make the plan again',
    zh: () => '生成计划之后，计划中不显示的内容（例如环境变量的值）发生了变化；请重新生成计划',
  }),
  'deploy.unfinished': text<{ outcome: 'running' | 'runningOrCut' | 'failed' | 'interrupted'; startedAt: string; done: number; all: number }>({
    en: ({ outcome, startedAt, done, all }) =>
      `The last deploy (${startedAt}) ${{ running: 'was cut off', runningOrCut: 'still runs, or was cut off,', failed: 'failed', interrupted: 'was interrupted' }[outcome]} after ${done} of ${plural(all, 'step')}; this one goes on from what is in the cloud now.`,
    zh: ({ outcome, startedAt, done, all }) =>
      `上一次部署（${startedAt}）${{ running: '中途被终止', runningOrCut: '仍在运行或中途被终止', failed: '失败', interrupted: '被中断' }[outcome]}，已完成 ${all} 步中的 ${done} 步；本次将从云端的现状继续。`,
  }),
  'deploy.noPlan': text({
    en: () => 'nothing is planned or deployed while serverless.yml has errors; see above',
    zh: () => 'serverless.yml 有错误时不会生成计划，也不会部署，详见上文',
  }),
  'deploy.codeNeeded': text<{ function: string }>({
    en: ({ function: name }) =>
      `"${name}" cannot be deployed without its code: it is new, or its handler changes with the code. Leave out --update-config.`,
    zh: ({ function: name }) => `部署“${name}”需要代码：它是新函数，或其 handler 须随代码一起更新。请去掉 --update-config。`,
  }),
  'deploy.takenOver': text<{ names: readonly string[] }>({
    en: ({ names }) =>
      `In the cloud already, and not deployed from here: ${names.join(', ')}. This service takes ${names.length === 1 ? 'it' : 'them'} over. Should ${names.length === 1 ? 'it belong' : 'they belong'} to another one, give yours another name.`,
    zh: ({ names }) => `以下函数已存在于云端，且并非从这里部署：${names.join('、')}。它们将归本服务管理；如属于其他服务，请为本服务的函数另取名称。`,
  }),
  'deploy.ask': text<{ deleted: readonly string[]; replaced: readonly string[]; takenOver: readonly string[] }>({
    en: ({ deleted, replaced, takenOver }) => {
      const parts = [
        ...(takenOver.length > 0 ? [`take over ${takenOver.join(', ')} (not deployed from here before)`] : []),
        ...(deleted.length > 0 ? [`delete ${deleted.join(', ')}`] : []),
        ...(replaced.length > 0 ? [`replace ${replaced.join(', ')}`] : []),
      ];
      return `This will ${parts.join(' and ')}. Go on? [y/N] `;
    },
    zh: ({ deleted, replaced, takenOver }) => {
      const taken = takenOver.length > 0 ? [`接管 ${takenOver.join('、')}（此前并非从这里部署）`] : [];
      const parts = [
        ...taken,
        ...(deleted.length > 0 ? [`删除 ${deleted.join('、')}`] : []),
        ...(replaced.length > 0 ? [`重建 ${replaced.join('、')}`] : []),
      ];
      return `即将${parts.join('，')}。是否继续？[y/N] `;
    },
  }),
  'deploy.stopped': text({ en: () => 'The deploy did not go through; see above.', zh: () => '部署未完成，详见上文。' }),
  'deploy.declined': text({ en: () => 'Nothing was changed.', zh: () => '未做任何改动。' }),
  'deploy.interrupting': text({
    en: () => 'Interrupted: what is being sent ends first, nothing new begins. Ctrl-C again ends at once.',
    zh: () => '已中断：正在发送的请求会先完成，不再开始新的步骤。再按一次 Ctrl-C 立即结束。',
  }),
  'deploy.done': text<{ seconds: string; steps: number }>({
    en: ({ seconds, steps }) => `Deployed: ${plural(steps, 'step')} in ${seconds} s.`,
    zh: ({ seconds, steps }) => `部署完成：共 ${steps} 步，用时 ${seconds} 秒。`,
  }),
  'deploy.version': text<{ function: string; version: string; traffic: boolean }>({
    en: ({ function: name, version, traffic }) => `  ${name}: version ${version}${traffic ? ', which $DEFAULT now points to' : ''}`,
    zh: ({ function: name, version, traffic }) => `  ${name}：版本 ${version}${traffic ? '，$DEFAULT 已指向该版本' : ''}`,
  }),
  'deploy.created': text<{ function: string; name: string }>({
    en: ({ function: key, name }) => `  ${key}: created as ${name}`,
    zh: ({ function: key, name }) => `  ${key}：已创建，云端名称 ${name}`,
  }),
  'deploy.updated': text<{ function: string }>({ en: ({ function: name }) => `  ${name}: updated`, zh: ({ function: name }) => `  ${name}：已更新` }),
  'deploy.replaced': text<{ function: string }>({
    en: ({ function: name }) => `  ${name}: created anew`,
    zh: ({ function: name }) => `  ${name}：已重新创建`,
  }),
  'deploy.deleted': text<{ function: string }>({ en: ({ function: name }) => `  ${name}: deleted`, zh: ({ function: name }) => `  ${name}：已删除` }),
  'deploy.next': text<{ command: string }>({
    en: ({ command }) => `See what is there: ${command}`,
    zh: ({ command }) => `查看已部署的内容：${command}`,
  }),
};

export const sayDeploy = sayer(deployTexts);
