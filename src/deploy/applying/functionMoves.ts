import { createHash } from 'node:crypto';
import type { CloudAnswer } from '../../cloud/client';
import { sayApplying } from '../../messages/deployApplying';
import { DeployFault } from '../fault';
import type { StepParams, StepWork } from '../plan';
import { holds, only } from './alike';
import type { Hands } from './hands';
import type { Found, Move } from './move';
import { unlessGone, untilActive, untilGone } from './waits';

type Work<K extends StepWork['kind']> = Extract<StepWork, { readonly kind: K }>;

/** What tells a function that we have just tried to create from one that somebody else has made under its name. */
const identity = ['Handler', 'Description', 'MemorySize', 'Timeout', 'Environment', 'Runtime', 'Role', 'Type', 'AsyncRunEnable'];

/**
 * A function is created. One that is there already is only taken for ours after an answer to our own request was lost, or one to an
 * earlier deploy, which was killed then and whose request arrived later than this plan was made; and when it is configured as ours is.
 * Its code is looked at as well, and sent when it may be another.
 * @source scf-api.md CreateFunction
 */
export function createFunction(hands: Hands, { params }: Work<'createFunction'>): Move {
  let adopted = false;
  const found = async (): Promise<Found | undefined> => {
    const answer = await unlessGone(hands.read('GetFunction'));
    if (!answer) return undefined;
    // What the service could not find out tells nobody apart.
    const told = identity.filter((member) => answer[member] !== null);
    if (!holds(answer, only(params, told))) throw taken(hands);
    adopted = true;
    return {};
  };
  return {
    send: async () => {
      const code = await hands.code();
      return hands.send('CreateFunction', { ...params, Code: code }, timeoutFor(code));
    },
    found,
    refused: async ({ code }, lost) => {
      if (!/^ResourceInUse\.Function(Name)?$/.test(code)) return undefined;
      const ours = lost || hands.isKnown ? await found() : undefined;
      if (!ours) throw taken(hands);
      return ours;
    },
    settled: async () => {
      const answer = await untilActive(hands);
      if (adopted) await sameCode(hands, answer);
    },
  };
}

/** Of a function that was found. */
async function sameCode(hands: Hands, answer: CloudAnswer): Promise<void> {
  const code = await hands.code();
  if (code['ImageConfig'] === undefined ? await isThere(hands, code) : holds(answer, only(code, ['ImageConfig']))) return;
  await hands.send('UpdateFunctionCode', { Code: code }, timeoutFor(code));
  await untilActive(hands);
}

function taken({ step }: Hands): DeployFault {
  return new DeployFault('functionTaken', (lang) => sayApplying(lang, 'applying.functionTaken', { name: step.function }));
}

/** @source scf-api.md UpdateFunctionCode */
export function updateCode(hands: Hands, { params }: Work<'updateCode'>): Move {
  return {
    send: async () => {
      const code = await hands.code();
      return hands.send('UpdateFunctionCode', { ...params, Code: code }, timeoutFor(code));
    },
    found: async () => {
      const answer = await untilActive(hands);
      const code = await hands.code();
      const same = code['ImageConfig'] === undefined ? await isThere(hands, code) : holds(answer, only(code, ['ImageConfig']));
      return same && holds(answer, only(params, ['Handler', 'InstallDependency'])) ? {} : undefined;
    },
    settled: () => untilActive(hands),
  };
}

/** @source scf-api.md UpdateFunctionConfiguration */
export function updateConfiguration(hands: Hands, { params }: Work<'updateConfiguration'>): Move {
  return {
    send: () => hands.send('UpdateFunctionConfiguration', params),
    found: async () => (holds(await untilActive(hands), params) ? {} : undefined),
    settled: () => untilActive(hands),
  };
}

/** It is waited for, like every change: only an active function can be published. @source S145; scf-api.md UpdateFunctionEventInvokeConfig, PublishVersion */
export function updateEventInvoke(hands: Hands, { params }: Work<'updateEventInvoke'>): Move {
  return {
    send: () => hands.send('UpdateFunctionEventInvokeConfig', params),
    found: async () => (holds(await hands.read('GetFunctionEventInvokeConfig'), params) ? {} : undefined),
    settled: () => untilActive(hands),
  };
}

/** Its name is free again when it is done. @source scf-api.md DeleteFunction */
export function deleteFunction(hands: Hands): Move {
  const gone = async (): Promise<Found | undefined> => {
    const answer = await unlessGone(hands.read('GetFunction'));
    return !answer || answer['Status'] === 'Deleting' ? {} : undefined;
  };
  return {
    send: () => hands.send('DeleteFunction'),
    found: gone,
    refused: ({ code }) => (/^ResourceNotFound(\.|$)/.test(code) ? {} : undefined),
    settled: () => untilGone(hands),
  };
}

/** The least that one attempt is given, and the slowest way that it still gets through, bytes a second. */
const timeoutMs = 30_000;
const slowestBytes = 64 * 1024;

/** How long one attempt to send code may take, ms. */
function timeoutFor(code: StepParams): number {
  const { ZipFile: zip } = code;
  return typeof zip === 'string' ? Math.max(timeoutMs, Math.ceil((zip.length / slowestBytes) * 1000)) : timeoutMs;
}

/** Whether `$LATEST` has this archive; not when nobody can tell. @source scf-api.md GetFunctionAddress */
async function isThere(hands: Hands, { ZipFile: zip }: StepParams): Promise<boolean> {
  if (typeof zip !== 'string') return false;
  const { CodeSha256: told } = await hands.read('GetFunctionAddress');
  return typeof told === 'string' && told.toLowerCase() === createHash('sha256').update(Buffer.from(zip, 'base64')).digest('hex');
}
