/** The part of the help that is about the cloud: which commands there are, and what they take. */
export const cloudHelp = {
  commands: {
    en: `
  plan       show what deploy would change; writes nothing to the cloud
  deploy     put the service on SCF: shows the plan, then carries it out
  info       what is deployed: functions, quotas, versions, triggers
  invoke     with --remote: call a function in the cloud
  logs       logs of functions in the cloud
  metrics    figures of functions in the cloud
  rollback   list versions, or move traffic back to one
  remove     delete the functions of the service
  import     write a serverless.yml from functions that exist in the account`,
    zh: `
  plan       显示部署将带来的变更，不改动云端
  deploy     部署到云函数：先显示计划，再执行
  info       查看已部署的函数、配额、版本与触发器
  invoke     加 --remote：调用云端的函数
  logs       查看云端函数的日志
  metrics    查看云端函数的监控数据
  rollback   列出版本，或把流量切回某个版本
  remove     删除本服务的函数
  import     根据账号中已有的函数生成 serverless.yml`,
  },
  options: {
    en: `
plan, deploy
  -f, --function NAME        only this function
  -p, --package DIR          archives that sls package has made (default .serverless)
      --dry-run              deploy: show the plan only
  -u, --update-config        deploy: leave code as it is
  -o, --out FILE             write the plan there
      --plan FILE            deploy: do what that plan says, or stop because something has changed since
      --replace FUNCTION     it may be deleted and created anew, for options that are fixed at creation; repeatable
      --prune                also delete functions named like this service's that were not deployed from here
      --allow-gap            where the quota holds no two sets of provisioned instances, release the old one first
      --force                upload code even where it is the same
  -y, --yes                  deploy: do not ask
      --json                 plan (and result) as JSON
info                         -f, --function NAME (repeatable); --json
invoke --remote              -f, -d, -p, --raw, --type, -q, --json as above; -l, --log prints the log; --detach
logs                         -f, --function NAME (repeatable); -t, --tail; --startTime 5m; --endTime; --filter TEXT;
                             --request-id ID; -i, --interval MS
metrics                      -f, --function NAME (repeatable); --startTime 24h; --endTime; --json
rollback                     -f, --function NAME; --function-version N or -t, --timestamp TIME; without them versions are
                             listed; --allow-gap; --dry-run; -y, --yes; --json
remove                       --dry-run; -y, --yes; --json
import                       -f, --function NAME or "team-*" (repeatable); --namespace; --service; -o, --output FILE (- prints it); --force
All of these
      --endpoint URL         another address of the API: that of "serverless-scf offline", to rehearse
`,
    zh: `
plan、deploy
  -f, --function 名称        仅该函数
  -p, --package 目录         sls package 生成的压缩包（默认 .serverless）
      --dry-run              deploy：只显示计划
  -u, --update-config        deploy：只更新配置，不更新代码
  -o, --out 文件             把计划写入该文件
      --plan 文件            deploy：执行该计划；如其后情况有变则停止
      --replace 函数         允许删除后重新创建（用于创建后不可修改的选项）；可重复
      --prune                同时删除名称符合本服务、但并非从这里部署的函数
      --allow-gap            配额容不下新旧两套预置实例时，先释放旧实例
      --force                即使代码没有变化也重新上传
  -y, --yes                  deploy：不再询问
      --json                 以 JSON 输出计划（与结果）
info                         -f, --function 名称（可重复）；--json
invoke --remote              -f、-d、-p、--raw、--type、-q、--json 同上；-l, --log 输出日志；--detach
logs                         -f, --function 名称（可重复）；-t, --tail；--startTime 5m；--endTime；--filter 文本；
                             --request-id ID；-i, --interval 毫秒
metrics                      -f, --function 名称（可重复）；--startTime 24h；--endTime；--json
rollback                     -f, --function 名称；--function-version N 或 -t, --timestamp 时间；均未给出时列出版本；
                             --allow-gap；--dry-run；-y, --yes；--json
remove                       --dry-run；-y, --yes；--json
import                       -f, --function 名称或 "team-*"（可重复）；--namespace；--service；-o, --output 文件（- 表示标准输出）；--force
以上各命令
      --endpoint 地址        API 的其他地址：例如 serverless-scf offline 的地址，用于演练
`,
  },
} as const;
