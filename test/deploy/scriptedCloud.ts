import { refusal, type Answer, type Arrived } from '../cloud/fakeCloud';
import { hashOf } from './planning/functions';

type Members = Readonly<Record<string, unknown>>;

/** What GetFunction tells of a function or version from one moment on. */
export interface Stage {
  readonly status: string;
  readonly reasons?: readonly { readonly ErrorCode: string; readonly ErrorMessage: string }[];
}

/** What GetProvisionedConcurrencyConfig tells of a version from one moment on. */
export interface Level {
  readonly available: number;
  readonly status: 'InProgress' | 'Done' | 'Failed';
  readonly reason?: string;
}

interface Kept {
  members: Members;
  code: string;
  versions: { readonly name: string; readonly description: string; readonly members: Members; stages: readonly Stage[] }[];
  stages: readonly Stage[];
  alias: Members;
  eventInvoke: Members;
  reservedMB: number | null;
  provisioned: { readonly version: string; allocated: number; actions: readonly unknown[]; levels: readonly Level[] }[];
  triggers: Members[];
  changes: number;
}

const active: readonly Stage[] = [{ status: 'Active' }];

/**
 * SCF as its documentation tells it, for one namespace: enough of it to be deployed to. What a function goes through after a change, and
 * how instances come up, is as a script says; each time somebody looks, it goes on by one.
 * @source scf-api.md §5
 */
export class ScriptedCloud {
  readonly functions = new Map<string, Kept>();
  /** By action, what `$LATEST` goes through after it; it is active at once unless said. Each script is played once. */
  readonly after = new Map<string, readonly Stage[]>();
  /** What a version goes through when it is published, in the order of versions. */
  readonly publishing: (readonly Stage[])[] = [];
  /** How instances come up, for each time that they are put; all at once unless said. */
  readonly levels: (readonly Level[])[] = [];
  /** Members that GetFunction tells besides, or otherwise. */
  told: Members = {};
  /** What is told of a trigger besides what was asked for. */
  toldOfTriggers: (type: string, desc: string) => string = (_type, desc) => desc;
  quotaMB = 128_000;
  /** Rows of ListFunctions of somebody else. */
  others: readonly Members[] = [];
  /** So many items a page has at most, whatever was asked for. */
  pageMax = 100;

  answer({ action, params }: Arrived): Answer {
    if (action === 'GetAccount') return { AccountUsage: { TotalConcurrencyMem: this.quotaMB, TotalAllocatedConcurrencyMem: 0 }, AccountLimit: {} };
    if (action === 'ListNamespaces') return { Namespaces: [{ Name: 'default' }], TotalCount: 1 };
    if (action === 'ListFunctions')
      return this.#page('Functions', [...this.others, ...[...this.functions].map(([name, kept]) => row(name, kept))], params);
    const name = String(params['FunctionName']);
    if (action === 'CreateFunction') return this.#created(name, params);
    const kept = this.functions.get(name);
    return kept ? this.#asked(action, params, name, kept) : refusal('ResourceNotFound.Function');
  }

  #created(name: string, { Code, Namespace: _namespace, ...members }: Members): Answer {
    if (this.functions.has(name)) return refusal('ResourceInUse.Function');
    this.functions.set(name, {
      members: { ...members, ...imageIn(Code) },
      code: codeIn(Code),
      versions: [],
      stages: this.#scripted('CreateFunction'),
      alias: { Name: '$DEFAULT', FunctionVersion: '$LATEST', Description: '' },
      eventInvoke: { RetryConfig: [{ RetryNum: 2 }], MsgTTL: 21_600 },
      reservedMB: null,
      provisioned: [],
      triggers: [],
      changes: 1,
    });
    return {};
  }

  #asked(action: string, params: Members, name: string, kept: Kept): Answer {
    const { FunctionName: _name, Namespace: _namespace, Qualifier: qualifier, ...given } = params;
    switch (action) {
      case 'GetFunction':
        return this.#told(kept, typeof qualifier === 'string' ? qualifier : '$LATEST');
      case 'GetFunctionAddress':
        return { Url: `https://code.example/${kept.code}`, CodeSha256: hashOf(`${kept.code}0`) };
      case 'UpdateFunctionCode': {
        const { Code, ...members } = given;
        kept.code = codeIn(Code);
        return this.#changed(action, kept, { ...members, ...imageIn(Code) });
      }
      case 'UpdateFunctionConfiguration':
        return this.#changed(action, kept, given);
      case 'DeleteFunction':
        this.functions.delete(name);
        return {};
      case 'GetFunctionEventInvokeConfig':
        return { AsyncTriggerConfig: kept.eventInvoke };
      case 'UpdateFunctionEventInvokeConfig':
        kept.eventInvoke = given['AsyncTriggerConfig'] as Members;
        return {};
      case 'GetReservedConcurrencyConfig':
        return { ReservedMem: kept.reservedMB };
      case 'PutReservedConcurrencyConfig':
        kept.reservedMB = Number(given['ReservedConcurrencyMem']);
        return {};
      case 'DeleteReservedConcurrencyConfig':
        kept.reservedMB = null;
        return {};
      case 'GetAlias':
        return kept.alias;
      case 'UpdateAlias':
        kept.alias = { Description: kept.alias['Description'], ...given };
        return {};
      default:
        return this.#ofVersionsAndTriggers(action, params, given, kept);
    }
  }

  #ofVersionsAndTriggers(action: string, params: Members, given: Members, kept: Kept): Answer {
    const qualifier = String(params['Qualifier']);
    switch (action) {
      case 'PublishVersion': {
        const name = String(kept.versions.length + 1);
        const stages = this.publishing.shift() ?? active;
        kept.versions.push({ name, description: String(given['Description']), members: kept.members, stages });
        return { FunctionVersion: name, Runtime: null };
      }
      case 'ListVersionByFunction': {
        const rows = kept.versions.map(({ name, description, stages }) => ({ Version: name, Description: description, Status: stages[0]?.status }));
        return this.#page('Versions', [{ Version: '$LATEST', Description: '', Status: 'Active' }, ...rows], params);
      }
      case 'PutProvisionedConcurrencyConfig': {
        const allocated = Number(given['VersionProvisionedConcurrencyNum']);
        const levels = this.levels.shift() ?? [{ available: allocated, status: 'Done' }];
        const others = kept.provisioned.filter(({ version }) => version !== qualifier);
        kept.provisioned = [...others, { version: qualifier, allocated, actions: (given['TriggerActions'] ?? []) as readonly unknown[], levels }];
        return {};
      }
      case 'DeleteProvisionedConcurrencyConfig':
        kept.provisioned = kept.provisioned.filter(({ version }) => version !== qualifier);
        return {};
      case 'GetProvisionedConcurrencyConfig':
        return {
          UnallocatedConcurrencyNum: 0,
          Allocated: kept.provisioned.filter(({ version }) => params['Qualifier'] === undefined || version === qualifier).map(levelRow),
        };
      case 'ListTriggers':
        return this.#page(
          'Triggers',
          kept.triggers.map((trigger) => this.#toldTrigger(trigger)),
          params,
        );
      case 'CreateTrigger':
        kept.triggers.push({ ...given, Qualifier: qualifier });
        return { TriggerInfo: { TriggerName: given['TriggerName'], Type: given['Type'] } };
      case 'DeleteTrigger':
        kept.triggers = kept.triggers.filter(({ TriggerName, Type }) => TriggerName !== given['TriggerName'] || Type !== given['Type']);
        return {};
      default:
        throw new Error(`${action} is not scripted`);
    }
  }

  #scripted(action: string): readonly Stage[] {
    const stages = this.after.get(action) ?? active;
    this.after.delete(action);
    return stages;
  }

  #changed(action: string, kept: Kept, members: Members): Answer {
    kept.members = { ...kept.members, ...members };
    kept.stages = this.#scripted(action);
    kept.changes += 1;
    return {};
  }

  #told(kept: Kept, qualifier: string): Answer {
    const version = kept.versions.find(({ name }) => name === qualifier);
    const holder = version ?? kept;
    const [stage = { status: 'Active' }, ...later] = holder.stages;
    if (later.length > 0) holder.stages = later;
    return {
      ...documented,
      ...told(version?.members ?? kept.members),
      ...this.told,
      ModTime: `2026-01-01 08:00:${String(kept.changes).padStart(2, '0')}`,
      Status: stage.status,
      StatusDesc: '',
      StatusReasons: stage.reasons ?? [],
      FunctionVersion: qualifier,
      Qualifier: qualifier,
      Triggers: kept.triggers.slice(0, 20).map((trigger) => this.#toldTrigger(trigger)),
    };
  }

  /** @source scf-api.md §5.7: OPEN and CLOSE come back as 1 and 0, a bare cron as `{"cron":"…"}` */
  #toldTrigger(trigger: Members): Members {
    const { Enable, TriggerDesc, CustomArgument = '', ...rest } = trigger;
    const [type, desc] = [String(trigger['Type']), String(TriggerDesc)];
    const shown = type === 'timer' ? JSON.stringify({ cron: desc }) : this.toldOfTriggers(type, desc);
    const constants = { AvailableStatus: 'Available', BindStatus: 'on', TriggerAttribute: 'single', ResourceId: '', AddTime: '2026-01-01 08:00:00' };
    return { ...constants, ...rest, TriggerDesc: shown, CustomArgument, Enable: Enable === 'CLOSE' ? 0 : 1 };
  }

  #page(member: string, all: readonly unknown[], { Offset = 0, Limit = 20 }: Members): Answer {
    const from = Number(Offset);
    return { [member]: all.slice(from, from + Math.min(Number(Limit), this.pageMax)), TotalCount: all.length };
  }
}

function row(FunctionName: string, { members, reservedMB, provisioned, stages }: Kept): Members {
  const instances = provisioned.reduce((sum, { allocated }) => sum + allocated, 0);
  const provisionedMB = instances * Number(members['MemorySize'] ?? 128);
  return { FunctionName, Status: stages[0]?.status, ReservedConcurrencyMem: reservedMB, TotalProvisionedConcurrencyMem: provisionedMB };
}

function levelRow(row: Kept['provisioned'][number]): Members {
  const [level = { available: row.allocated, status: 'Done' }, ...later] = row.levels;
  if (later.length > 0) row.levels = later;
  return {
    Qualifier: row.version,
    AllocatedProvisionedConcurrencyNum: row.allocated,
    AvailableProvisionedConcurrencyNum: level.available,
    Status: level.status,
    StatusReason: level.reason ?? '',
    TriggerActions: row.actions,
  };
}

function codeIn(code: unknown): string {
  const { ZipFile: zip } = (code ?? {}) as { readonly ZipFile?: string };
  return zip === undefined ? '' : Buffer.from(zip, 'base64').toString('utf8');
}

function imageIn(code: unknown): Members {
  const { ImageConfig: image } = (code ?? {}) as { readonly ImageConfig?: unknown };
  return image === undefined ? {} : { ImageConfig: image };
}

/** What GetFunction says of members that were asked for in another form. */
function told({ Environment, Layers, InstanceConcurrencyConfig, ...members }: Members): Members {
  const { Variables = [] } = (Environment ?? {}) as { readonly Variables?: readonly { readonly Key: string }[] };
  const layers = ((Layers ?? []) as readonly { readonly LayerName: string }[]).filter(({ LayerName: name }) => name !== '');
  return {
    ...members,
    Environment: { Variables: Variables.filter(({ Key: key }) => key !== '') },
    Layers: layers.map((layer) => ({
      CompatibleRuntimes: ['Nodejs18.15'],
      AddTime: '2026-01-01 08:00:00',
      Description: '',
      LicenseInfo: '',
      Status: 'Active',
      Stamp: '',
      ...layer,
    })),
    InstanceConcurrencyConfig: InstanceConcurrencyConfig ?? null,
  };
}

/** Of a function that says nothing of them. @source GetFunction 583/18584, example */
const documented: Members = {
  CodeInfo: '',
  Description: '',
  CodeSize: 1024,
  UseGpu: 'FALSE',
  CodeResult: 'success',
  CodeError: '',
  ErrNo: 0,
  Namespace: 'default',
  Role: '',
  VpcConfig: { VpcId: '', SubnetId: '' },
  InstallDependency: 'FALSE',
  ClsLogsetId: 'logset-of-scf',
  ClsTopicId: 'topic-of-scf',
  FunctionId: 'lam-1',
  Tags: [],
  EipConfig: { EipFixed: 'FALSE', Eips: [] },
  AccessInfo: { Host: '', Vip: '' },
  L5Enable: 'FALSE',
  DeadLetterConfig: { Type: '', Name: '', FilterType: '' },
  AddTime: '2026-01-01 08:00:00',
  PublicNetConfig: { PublicNetStatus: 'ENABLE', EipConfig: { EipStatus: 'DISABLE', EipAddress: [] } },
  OnsEnable: null,
  CfsConfig: { CfsInsList: [] },
  AvailableStatus: 'Available',
  AsyncRunEnable: 'FALSE',
  TraceEnable: 'FALSE',
  ImageConfig: null,
  ProtocolType: null,
  ProtocolParams: null,
  DnsCache: 'FALSE',
  IntranetConfig: { IpFixed: 'DISABLE', IpAddress: null },
};
