/* Made by scripts/rulePages.mjs from fixtures/validate; changes are lost. */
import type { DiagnosticCode } from '../../messages';

/** A file of an example. */
export interface ShownFile {
  readonly file: string;
  readonly text: string;
  /** Lines that are reported, from 1. */
  readonly lines: readonly number[];
}

/** A service that is reported, and one that is not. */
interface RuleExample {
  /** Of `validate`; mostly none. */
  readonly args: string;
  readonly fails: readonly ShownFile[];
  readonly passes: readonly ShownFile[];
}

/** An example of each rule. */
export const ruleExamples: Readonly<Record<DiagnosticCode, RuleExample>> = {
  SCF101: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [11],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    timeout: '30'
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    timeout: 30
`,
      },
    ],
  },
  SCF102: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [11],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    initTimeout: 600
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    initTimeout: 300
`,
      },
    ],
  },
  SCF103: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [12],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
    reservedConcurency: 2560
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
    reservedConcurrency: 2560
`,
      },
    ],
  },
  SCF104: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [9],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    memorySize: 256
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
`,
      },
    ],
  },
  SCF105: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [6],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: nodejs18.15

functions:
  search:
    handler: index.main_handler
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
`,
      },
    ],
  },
  SCF106: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [11],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    name: search_
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    name: search
`,
      },
    ],
  },
  SCF107: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [12],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    environment:
      CERTIFICATE: \${file(certificate.json):pem}
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    environment:
      CERTIFICATE_FILE: certificate.json
`,
      },
    ],
  },
  SCF108: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [12],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    environment:
      SCF_MODE: fast
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    environment:
      APP_MODE: fast
`,
      },
    ],
  },
  SCF109: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [11],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  mail:
    handler: index.main_handler
    maximumRetryAttempts: 1
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  mail:
    handler: index.main_handler
    retryNum: 1
`,
      },
    ],
  },
  SCF110: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [12],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    timeout: 30
\tmemorySize: 256
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    timeout: 30
    memorySize: 256
`,
      },
    ],
  },
  SCF111: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [11],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    role: \${env:SEARCH_ROLE}
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    role: \${env:SEARCH_ROLE, 'search'}
`,
      },
    ],
  },
  SCF112: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [15],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler

custom:
  scf:
    models:
      serach: { coldStartMs: 300, durationMs: { p50: 40, p99: 200 } }
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler

custom:
  scf:
    models:
      search: { coldStartMs: 300, durationMs: { p50: 40, p99: 200 } }
`,
      },
    ],
  },
  SCF113: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [10],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: src/index.main_handler
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: src/search.main_handler
`,
      },
    ],
  },
  SCF114: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [10],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handlr
`,
      },
      {
        file: 'index.js',
        lines: [],
        text: `'use strict';

exports.main_handler = async (event) => event;
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
`,
      },
      {
        file: 'index.js',
        lines: [],
        text: `'use strict';

exports.main_handler = async (event) => event;
`,
      },
    ],
  },
  SCF115: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [14],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    name: shop-search
  suggest:
    handler: index.main_handler
    name: shop-search
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    name: shop-search
  suggest:
    handler: index.main_handler
    name: shop-suggest
`,
      },
    ],
  },
  SCF116: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [22],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  report:
    handler: index.main_handler
    events:
      - timer: { name: at-08, cron: 0 0 8 * * * * }
      - timer: { name: at-09, cron: 0 0 9 * * * * }
      - timer: { name: at-10, cron: 0 0 10 * * * * }
      - timer: { name: at-11, cron: 0 0 11 * * * * }
      - timer: { name: at-12, cron: 0 0 12 * * * * }
      - timer: { name: at-13, cron: 0 0 13 * * * * }
      - timer: { name: at-14, cron: 0 0 14 * * * * }
      - timer: { name: at-15, cron: 0 0 15 * * * * }
      - timer: { name: at-16, cron: 0 0 16 * * * * }
      - timer: { name: at-17, cron: 0 0 17 * * * * }
      - timer: { name: at-18, cron: 0 0 18 * * * * }
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  report:
    handler: index.main_handler
    events:
      - timer: { name: hourly, cron: 0 0 8-18 * * * * }
`,
      },
    ],
  },
  SCF117: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  report:
    handler: index.main_handler
    events:
      - timer:
          name: nightly
          cron: 0 0 2 * * * *
          message: \${file(message.json):text}
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  report:
    handler: index.main_handler
    events:
      - timer:
          name: nightly
          cron: 0 0 2 * * * *
          message: orders
`,
      },
    ],
  },
  SCF118: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [1],
        text: `component: scf
name: search

inputs:
  name: shop-search
  src: ./
  handler: index.main_handler
  runtime: Nodejs18.15
  region: ap-guangzhou
  memorySize: 256
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
`,
      },
    ],
  },
  SCF119: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [22],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  resize:
    handler: index.main_handler
    events:
      - cos:
          bucket: photos-1250000000.cos.ap-guangzhou.myqcloud.com
          events: 'cos:ObjectCreated:*'
          filter: { prefix: upload/ }
  archive:
    handler: index.main_handler
    events:
      - cos:
          bucket: photos-1250000000.cos.ap-guangzhou.myqcloud.com
          events: 'cos:ObjectCreated:*'
          filter: { prefix: upload/raw/ }
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  resize:
    handler: index.main_handler
    events:
      - cos:
          bucket: photos-1250000000.cos.ap-guangzhou.myqcloud.com
          events: 'cos:ObjectCreated:*'
          filter: { prefix: upload/ }
  archive:
    handler: index.main_handler
    events:
      - cos:
          bucket: photos-1250000000.cos.ap-guangzhou.myqcloud.com
          events: 'cos:ObjectCreated:*'
          filter: { prefix: archive/ }
`,
      },
    ],
  },
  SCF120: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [10],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  render:
    type: web
`,
      },
      {
        file: 'scf_bootstrap',
        lines: [],
        text: `node server.js
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  render:
    type: web
`,
      },
      {
        file: 'scf_bootstrap',
        lines: [],
        text: `#!/bin/bash
node server.js
`,
      },
    ],
  },
  SCF121: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [3],
        text: `service: shop

plugins: [serverless-scf, serverless-tencent-scf, serverless-offline]

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

plugins: [serverless-scf, serverless-plugin-typescript]

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
`,
      },
    ],
  },
  SCF122: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [10],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
`,
      },
      {
        file: 'index.js',
        lines: [],
        text: `export const main_handler = async (event) => event;
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
`,
      },
      {
        file: 'index.js',
        lines: [],
        text: `'use strict';

exports.main_handler = async (event) => event;
`,
      },
    ],
  },
  SCF201: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [11],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 1000
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 1024
`,
      },
    ],
  },
  SCF202: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [12],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
    provisionedConcurrency: 300
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
    provisionedConcurrency: 512
`,
      },
    ],
  },
  SCF203: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [16],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
    reservedConcurrency: 102400
  checkout:
    handler: index.main_handler
    memorySize: 256
    reservedConcurrency: 25600
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
    reservedConcurrency: 89600
  checkout:
    handler: index.main_handler
    memorySize: 256
    reservedConcurrency: 25600
`,
      },
    ],
  },
  SCF204: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [12],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  mail:
    handler: index.main_handler
    memorySize: 256
    reservedConcurrency: 5
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  mail:
    handler: index.main_handler
    memorySize: 256
    reservedConcurrency: { instances: 5 }
`,
      },
    ],
  },
  SCF205: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [12],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  resize:
    handler: index.main_handler
    memorySize: 512
    reservedConcurrency: 1280
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  resize:
    handler: index.main_handler
    memorySize: 512
    reservedConcurrency: 1536
`,
      },
    ],
  },
  SCF206: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [13],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
    reservedConcurrency: 2560
    provisionedConcurrency: 2816
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
    reservedConcurrency: 2560
    provisionedConcurrency: 2560
`,
      },
    ],
  },
  SCF207: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [13],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  legacy:
    handler: index.main_handler
    memorySize: 256
    reservedConcurrency: 0
    provisionedConcurrency: 512
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  legacy:
    handler: index.main_handler
    memorySize: 256
    reservedConcurrency: 0
`,
      },
    ],
  },
  SCF208: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [13],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
    provisionedConcurrency: { instances: 2 }
    qualifier: $LATEST
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
    provisionedConcurrency: { instances: 2 }
`,
      },
    ],
  },
  SCF209: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [12],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
    provisionedConcurrency: 10
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
    provisionedConcurrency: { instances: 10 }
`,
      },
    ],
  },
  SCF210: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [12],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  report:
    handler: index.main_handler
    events:
      - timer: { name: report, cron: 0 0 24 * * * * }
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  report:
    handler: index.main_handler
    events:
      - timer: { name: report, cron: 0 0 0 * * * * }
`,
      },
    ],
  },
  SCF211: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [12],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  report:
    handler: index.main_handler
    events:
      - timer: { name: report, cron: 0 0 2 31 APR * * }
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  report:
    handler: index.main_handler
    events:
      - timer: { name: report, cron: 0 0 2 30 APR * * }
`,
      },
    ],
  },
  SCF212: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [14],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
    provisionedConcurrency:
      schedule:
        - { name: at-08, cron: 0 0 8 * * * *, instances: 4 }
        - { name: at-09, cron: 0 0 9 * * * *, instances: 2 }
        - { name: at-10, cron: 0 0 10 * * * *, instances: 4 }
        - { name: at-11, cron: 0 0 11 * * * *, instances: 2 }
        - { name: at-12, cron: 0 0 12 * * * *, instances: 4 }
        - { name: at-13, cron: 0 0 13 * * * *, instances: 2 }
        - { name: at-14, cron: 0 0 14 * * * *, instances: 4 }
        - { name: at-15, cron: 0 0 15 * * * *, instances: 2 }
        - { name: at-16, cron: 0 0 16 * * * *, instances: 4 }
        - { name: at-17, cron: 0 0 17 * * * *, instances: 2 }
        - { name: at-18, cron: 0 0 18 * * * *, instances: 4 }
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
    provisionedConcurrency:
      schedule:
        - { name: busy, cron: 0 0 8/2 * * * *, instances: 4 }
        - { name: calm, cron: 0 0 9/2 * * * *, instances: 2 }
`,
      },
    ],
  },
  SCF213: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [15],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
    provisionedConcurrency:
      schedule:
        - { name: morning, cron: 0 0 8 * * * *, instances: 10 }
        - { name: warm-up, cron: 30 0 8 * * * *, instances: 20 }
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
    provisionedConcurrency:
      schedule:
        - { name: morning, cron: 0 0 8 * * * *, instances: 10 }
        - { name: warm-up, cron: 0 5 8 * * * *, instances: 20 }
`,
      },
    ],
  },
  SCF214: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [15],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
    reservedConcurrency: 2560
    provisionedConcurrency:
      schedule:
        - { name: morning, cron: 0 0 8 * * * *, instances: 20 }
        - { name: night, cron: 0 0 22 * * * *, instances: 0 }
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
    reservedConcurrency: 2560
    provisionedConcurrency:
      schedule:
        - { name: morning, cron: 0 0 8 * * * *, instances: 10 }
        - { name: night, cron: 0 0 22 * * * *, instances: 0 }
`,
      },
    ],
  },
  SCF215: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [16],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 512
    provisionedConcurrency: { instances: 200 }
  checkout:
    handler: index.main_handler
    memorySize: 512
    provisionedConcurrency: { instances: 100 }

custom:
  scf:
    profile: scf-2025
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 512
    provisionedConcurrency: { instances: 150 }
  checkout:
    handler: index.main_handler
    memorySize: 512
    provisionedConcurrency: { instances: 100 }

custom:
  scf:
    profile: scf-2025
`,
      },
    ],
  },
  SCF216: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [12],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  report:
    handler: index.main_handler
    events:
      - timer: { name: report, cron: 0 0 8 * * 1-5 * }
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  report:
    handler: index.main_handler
    events:
      - timer: { name: report, cron: 0 0 8 * * MON-FRI * }
`,
      },
    ],
  },
  SCF217: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [12],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  report:
    handler: index.main_handler
    events:
      - timer: { name: report, cron: 0 8 * * * }
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  report:
    handler: index.main_handler
    events:
      - timer: { name: report, cron: 0 0 8 * * * * }
`,
      },
    ],
  },
  SCF218: {
    args: 'orders reports',
    fails: [
      {
        file: 'orders/serverless.yml',
        lines: [],
        text: `service: orders

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  order:
    handler: index.main_handler
    memorySize: 256
    reservedConcurrency: 25600

custom:
  scf:
    account: { quotaMB: 256000 }
`,
      },
      {
        file: 'reports/serverless.yml',
        lines: [16],
        text: `service: reports

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  report:
    handler: index.main_handler
    memorySize: 256
    reservedConcurrency: 12800

custom:
  scf:
    account: { quotaMB: 128000 }
`,
      },
    ],
    passes: [
      {
        file: 'orders/serverless.yml',
        lines: [],
        text: `service: orders

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  order:
    handler: index.main_handler
    memorySize: 256
    reservedConcurrency: 25600

custom:
  scf:
    account: { quotaMB: 256000 }
`,
      },
      {
        file: 'reports/serverless.yml',
        lines: [],
        text: `service: reports

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  report:
    handler: index.main_handler
    memorySize: 256
    reservedConcurrency: 12800

custom:
  scf:
    account: { quotaMB: 256000 }
`,
      },
    ],
  },
  SCF219: {
    args: '--cloud',
    fails: [
      {
        file: 'serverless.yml',
        lines: [16],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
    reservedConcurrency: 25600

custom:
  scf:
    account: { quotaMB: 256000 }
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
    reservedConcurrency: 25600

custom:
  scf:
    account: { quotaMB: 128000 }
`,
      },
    ],
  },
  SCF301: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [11],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  report:
    handler: index.main_handler
    timeout: 3600
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  report:
    handler: index.main_handler
    timeout: 3600
    asyncRunEnable: true
    cls: { logsetId: example-logset, topicId: example-topic }
`,
      },
    ],
  },
  SCF302: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [11],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  train:
    handler: index.main_handler
    timeout: 172800
    asyncRunEnable: true
    cls: { logsetId: example-logset, topicId: example-topic }
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  train:
    handler: index.main_handler
    timeout: 86400
    asyncRunEnable: true
    cls: { logsetId: example-logset, topicId: example-topic }
`,
      },
    ],
  },
  SCF303: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [11],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  report:
    handler: index.main_handler
    traceEnable: true
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  report:
    handler: index.main_handler
    traceEnable: true
    asyncRunEnable: true
    cls: { logsetId: example-logset, topicId: example-topic }
`,
      },
    ],
  },
  SCF304: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [12],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  report:
    handler: index.main_handler
    timeout: 3600
    asyncRunEnable: true
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  report:
    handler: index.main_handler
    timeout: 3600
    asyncRunEnable: true
    cls: { logsetId: example-logset, topicId: example-topic }
`,
      },
    ],
  },
  SCF305: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [11],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  render:
    type: web
    asyncRunEnable: true
    cls: { logsetId: example-logset, topicId: example-topic }
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  render:
    handler: index.main_handler
    asyncRunEnable: true
    cls: { logsetId: example-logset, topicId: example-topic }
`,
      },
    ],
  },
  SCF306: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [11],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  report:
    handler: index.main_handler
    retryNum: 2
    asyncRunEnable: true
    cls: { logsetId: example-logset, topicId: example-topic }
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  report:
    handler: index.main_handler
    retryNum: 0
    asyncRunEnable: true
    cls: { logsetId: example-logset, topicId: example-topic }
`,
      },
    ],
  },
  SCF307: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [11],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  train:
    handler: index.main_handler
    timeout: 43200
    role: SCF_TrainingRole
    asyncRunEnable: true
    cls: { logsetId: example-logset, topicId: example-topic }
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  train:
    handler: index.main_handler
    timeout: 21600
    role: SCF_TrainingRole
    asyncRunEnable: true
    cls: { logsetId: example-logset, topicId: example-topic }
`,
      },
    ],
  },
  SCF308: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [11],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  render:
    handler: index.main_handler
    instanceConcurrency: { maxConcurrency: 10 }
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  render:
    type: web
    instanceConcurrency: { maxConcurrency: 10 }
`,
      },
    ],
  },
  SCF401: {
    args: '--cloud',
    fails: [
      {
        file: 'serverless.yml',
        lines: [11],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  report:
    handler: index.main_handler
    asyncRunEnable: true
    cls: { logsetId: example-logset, topicId: example-topic }
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  report:
    handler: index.main_handler
    name: shop-dev-report-async
    asyncRunEnable: true
    cls: { logsetId: example-logset, topicId: example-topic }
`,
      },
    ],
  },
  SCF501: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [12],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
    provisionedConcurrency: { instances: 250 }
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
    provisionedConcurrency: { instances: 100 }
`,
      },
    ],
  },
  SCF502: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [12],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 128
    reservedConcurrency: { instances: 800 }
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 128
    reservedConcurrency: { instances: 800 }
    provisionedConcurrency: { instances: 100 }
`,
      },
    ],
  },
  SCF503: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [11],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    layers:
      - { name: image-tools, version: 3 }
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
`,
      },
    ],
  },
  SCF504: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [13],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
    reservedConcurrency: 19200
    provisionedConcurrency: 25600

custom:
  scf:
    profile: scf-2025
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: 256
    reservedConcurrency: 19200
    provisionedConcurrency: 19200

custom:
  scf:
    profile: scf-2025
`,
      },
    ],
  },
  SCF505: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [12],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  resize:
    handler: index.main_handler
    memorySize: 512
    # scf-ignore SCF205: half an instance is kept for the next memory size
    reservedConcurrency: 1536
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  resize:
    handler: index.main_handler
    memorySize: 512
    reservedConcurrency: 1536
`,
      },
    ],
  },
  SCF506: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [12],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  resize:
    handler: index.main_handler
    memorySize: 512
    reservedConcurrency: 1280 # scf-ignore SCF205
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  resize:
    handler: index.main_handler
    memorySize: 512
    reservedConcurrency: 1280 # scf-ignore SCF205: memorySize becomes 640 next week
`,
      },
    ],
  },
  SCF507: {
    args: '--baseline scf-baseline.json',
    fails: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  resize:
    handler: index.main_handler
    memorySize: 512
    reservedConcurrency: 1536
`,
      },
      {
        file: 'scf-baseline.json',
        lines: [],
        text: `{
  "version": 1,
  "findings": [
    { "fingerprint": "5f1d6c0b2a9e4d378c61b0f2e7a45d93", "code": "SCF205", "file": "serverless.yml", "path": "functions.resize.reservedConcurrency" }
  ]
}
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  resize:
    handler: index.main_handler
    memorySize: 512
    reservedConcurrency: 1536
`,
      },
      {
        file: 'scf-baseline.json',
        lines: [],
        text: `{
  "version": 1,
  "findings": []
}
`,
      },
    ],
  },
  SCF508: {
    args: '',
    fails: [
      {
        file: 'serverless.yml',
        lines: [3],
        text: `service: shop

stages:
  dev:
    params: { memory: 128 }
  prod:
    params: { memory: 512 }

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: \${param:memory, 256}
`,
      },
    ],
    passes: [
      {
        file: 'serverless.yml',
        lines: [],
        text: `service: shop

params:
  dev: { memory: 128 }
  prod: { memory: 512 }

provider:
  name: tencent
  region: ap-guangzhou
  runtime: Nodejs18.15

functions:
  search:
    handler: index.main_handler
    memorySize: \${param:memory, 256}
`,
      },
    ],
  },
};
