/** What a service is deployed with, and what it is changed to: every option of `schema/function.json` and every kind of trigger is in it. */

const head = `service: media
provider: { name: tencent, region: ap-guangzhou, stage: prod, runtime: Nodejs18.15 }
`;

/** Everything that an event function, a Web function and an image can have. */
export const first = `${head}
functions:
  every:
    handler: index.main
    description: 图片缩放
    memorySize: 512
    timeout: 3600
    initTimeout: 30
    environment: { LEVEL: info, TITLE: 图片 }
    role: SCF_Role
    vpc: { vpcId: vpc-1, subnetId: subnet-1 }
    layers: [{ name: tools, version: 2 }, { name: fonts, version: 1 }]
    cls: { logsetId: logset-1, topicId: topic-1 }
    retryNum: 1
    msgTTL: 3600
    deadLetter: { type: CMQ-QUEUE, name: failed, filterType: a }
    asyncRunEnable: true
    traceEnable: true
    reservedConcurrency: 2048
    tags: { team: media }
    publicAccess: false
    eip: true
    intranetIpFixed: true
    cfs: [{ cfsId: cfs-1, mountInsId: mount-1, localMountDir: /mnt/a, remoteMountDir: /, userGroupId: 1, userId: 2 }]
    installDependency: true
    dnsCache: true
    events:
      - timer: { name: nightly, cron: '0 0 3 * * * *', message: 你好 }
      - timer: { name: hourly, cron: '0 0 * * * * *', enable: false, qualifier: $LATEST }
      - cos: { bucket: photos-1250000000, events: ['cos:ObjectCreated:Put'], filter: { prefix: in/, suffix: .jpg } }
      - cos: { bucket: texts-1250000000, events: cos:ObjectCreated:* }
      - apigw: { name: gateway, path: /resize, method: GET, serviceId: service-1, stage: test, integratedResponse: true }
      - ckafka: { instanceId: ckafka-1, topic: orders, maxMsgNum: 50, offset: earliest, retry: 5, timeOut: 30 }
      - cmq: { topic: news, filterType: 1, filterKey: [a, b] }
      - cls: { name: lines, topicId: topic-2, maxWait: 30, maxSize: 100 }
  site:
    type: web
    protocolType: WS
    protocolParams: { wsParams: { idleTimeOut: 60 } }
    instanceConcurrency: { maxConcurrency: 20 }
  picture:
    runtime: CustomImage
    image:
      imageType: enterprise
      imageUri: tcr.example.com/a/b:1
      registryId: tcr-1
      entryPoint: /start
      command: node
      args: -x app.js
      containerImageAccelerate: true
      imagePort: 8080
  fixed:
    handler: index.main
    reservedConcurrency: { instances: 8 }
    provisionedConcurrency: { instances: 2 }
  scheduled:
    handler: index.main
    provisionedConcurrency: { instances: 1, schedule: [{ name: day, cron: '0 0 8 * * * *', instances: 3 }] }
  tracked:
    handler: index.main
    provisionedConcurrency: { tracking: { target: 0.6, min: 1, max: 4 } }
`;

/** The same, each option otherwise. */
export const second = `${head}
functions:
  every:
    handler: index.other
    memorySize: 1024
    timeout: 60
    initTimeout: 65
    environment: { LEVEL: debug }
    vpc: { vpcId: vpc-2, subnetId: subnet-2 }
    layers: [{ name: tools, version: 3 }]
    cls: { logsetId: logset-1, topicId: topic-9 }
    deadLetter: { type: CMQ-TOPIC, name: failed }
    asyncRunEnable: true
    traceEnable: true
    reservedConcurrency: 1024
    tags: { team: media }
    cfs: [{ cfsId: cfs-1, mountInsId: mount-1, localMountDir: /mnt/b, remoteMountDir: / }]
    events:
      - timer: { name: nightly, cron: '0 30 3 * * * *' }
      - cos: { bucket: photos-1250000000, events: ['cos:ObjectRemove:Delete'] }
      - cos: { bucket: texts-1250000000, events: cos:ObjectCreated:*, enable: false }
      - ckafka: { instanceId: ckafka-1, topic: orders, maxMsgNum: 60, offset: earliest, retry: 5, timeOut: 30 }
      - cls: { name: lines, topicId: topic-2, maxWait: 60, maxSize: 100 }
      - cmq: { topic: news, filterType: 1, filterKey: [a] }
      - apigw: { name: gateway, path: /resize, method: POST, serviceId: service-1, stage: test, integratedResponse: true }
  site:
    type: web
    protocolType: WS
    protocolParams: { wsParams: { idleTimeOut: 120 } }
    instanceConcurrency: { dynamicEnabled: true }
  picture:
    runtime: CustomImage
    image: { imageType: enterprise, imageUri: 'tcr.example.com/a/b:2', registryId: tcr-1 }
  fixed:
    handler: index.main
    memorySize: 256
    reservedConcurrency: { instances: 8 }
    provisionedConcurrency: { instances: 3 }
  scheduled:
    handler: index.main
    provisionedConcurrency: { instances: 2 }
  tracked:
    handler: index.main
    provisionedConcurrency: { tracking: { target: 0.8, min: 1, max: 4 } }
`;

/** As little as can be. */
export const third = `${head}
functions:
  every: { handler: index.other, asyncRunEnable: true, traceEnable: true, cls: { logsetId: logset-1, topicId: topic-9 }, tags: { team: media } }
  site: { type: web, protocolType: WS }
  picture: { runtime: CustomImage, image: { imageType: enterprise, imageUri: 'tcr.example.com/a/b:2', registryId: tcr-1 } }
  fixed: { handler: index.main }
  scheduled: { handler: index.main }
`;
