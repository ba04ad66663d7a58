import type { TencentService } from 'serverless-scf';

// An editor completes and checks every option here. Any value may be a variable of the framework, too.
const service: TencentService = {
  service: 'shop',
  plugins: ['serverless-scf'],
  provider: {
    name: 'tencent',
    region: 'ap-guangzhou',
    runtime: 'Nodejs18.15',
    memorySize: 256,
  },
  functions: {
    checkout: {
      handler: 'src/checkout.main_handler',
      timeout: '${param:timeout, 10}',
      reservedConcurrency: { instances: 10 },
      provisionedConcurrency: { instances: 2 },
    },
  },
  custom: {
    scf: { account: { quotaMB: 128_000 } },
  },
};

// `export =` is the one form that osls and Serverless Framework v3 both read.
export = service;
