import { clsVersion } from '../../cloud/cls';
import { sayRemote } from '../../messages/remote';
import type { Output } from '../output';
import type { Cloud } from './access';
import { clsLogs } from './clsLogs';
import { functionLogs } from './functionLogs';
import type { LogChoice, LogSource } from './logSource';

/**
 * Where the log of a function is: in the cloud its topic of the log service, for `GetFunctionLogs` is retired there. A function
 * without a topic is asked by that action all the same, and the user is told what is missing.
 * @param follow  one goes on reading, and wants to hear what runs already
 * @source scf-api.md §5.6, S163
 */
export async function logSourceOf(cloud: Cloud, choice: LogChoice, follow: boolean, output: Output, signal: AbortSignal): Promise<LogSource> {
  const { client, local } = cloud;
  if (local) return functionLogs(client, choice, follow);
  const { ClsTopicId: topicId } = await client.call('GetFunction', { FunctionName: choice.function, Namespace: choice.namespace }, { signal });
  if (typeof topicId === 'string' && topicId !== '') return clsLogs(cloud.service('cls', clsVersion), topicId, choice);
  output.err(sayRemote(output.lang, 'remote.noTopic', { name: choice.function }));
  return functionLogs(client, choice, follow);
}
