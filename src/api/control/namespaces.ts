import { ApiError } from '../error';
import type { Action } from '../action';
import type { Params } from '../params';
import type { Control } from './control';
import { descriptionOf, newNamespace, printable } from './names';
import { orderOf, paged, pageOf, sorted } from './reading';
import type { NamespaceRecord } from './record';
import { timeText } from './time';

/** @source scf-api.md §5.8 */
export function namespaceActions(control: Control): Readonly<Record<string, Action>> {
  return {
    CreateNamespace: (params) => createNamespace(control, params),
    ListNamespaces: (params) => listNamespaces(control, params),
    UpdateNamespace: (params) => updateNamespace(control, params),
    DeleteNamespace: (params) => deleteNamespace(control, params),
  };
}

function createNamespace({ registry, limits, nowMs }: Control, params: Params): object {
  const name = newNamespace(params);
  const description = descriptionOf(params) ?? '';
  if (params.object('ResourceEnv') !== undefined) {
    throw new ApiError('UnsupportedOperation', '`ResourceEnv` puts a namespace on a cluster of yours; a local region has none. Leave it out.');
  }
  if (name === 'default') throw new ApiError('InvalidParameterValue.DefaultNamespace', 'The namespace "default" exists always. Choose another name.');
  if (registry.hasNamespace(name))
    throw new ApiError('ResourceInUse.Namespace', `There is a namespace "${name}" already. Change it with UpdateNamespace.`);
  const count = registry.namespaces().length;
  if (count >= limits.namespaces)
    throw new ApiError('LimitExceeded.Namespace', `The region has ${count} namespaces; at most ${limits.namespaces} fit. Delete one.`);
  const now = nowMs();
  registry.putNamespace({ name, description, addMs: now, modMs: now, own: true });
  return {};
}

function listNamespaces({ registry }: Control, params: Params): object {
  const page = pageOf(params);
  const by = params.choice('Orderby', ['Name', 'Updatetime']) ?? 'Name';
  const order = orderOf(params, 'ASC');
  const keys = (params.objects('SearchKey', 'InvalidParameterValue.SearchKey') ?? []).map((search) => {
    const key = search.choice('Key', ['Namespace', 'Description'], 'InvalidParameterValue.SearchKey');
    if (key === undefined) throw new ApiError('InvalidParameterValue.SearchKey', 'A `SearchKey` has no `Key`; it must be Namespace or Description.');
    return { key, value: search.text('Value', 'InvalidParameterValue.SearchKey') ?? '' };
  });
  const found = registry
    .namespaces()
    .filter((one) => keys.every(({ key, value }) => (key === 'Namespace' ? one.name : one.description).includes(value)));
  const inOrder = sorted<NamespaceRecord>(found, (one) => (by === 'Name' ? one.name : one.modMs), order);
  return {
    Namespaces: paged(inOrder, page).map(({ name, description, addMs, modMs }) => ({
      Name: name,
      Description: description,
      AddTime: timeText(addMs),
      ModTime: timeText(modMs),
      Type: 'default',
    })),
    TotalCount: found.length,
  };
}

function updateNamespace({ registry, nowMs }: Control, params: Params): object {
  const found = registry.namespace(params.requiredText('Namespace', 'InvalidParameterValue.Namespace'));
  const description = descriptionOf(params);
  if (description === undefined) throw new ApiError('MissingParameter', 'The request is missing a required parameter `Description`.');
  registry.putNamespace({ ...found, description, modMs: nowMs() });
  return {};
}

function deleteNamespace({ registry }: Control, params: Params): object {
  const name = params.requiredText('Namespace', 'InvalidParameterValue.Namespace');
  const { own } = registry.namespace(name);
  const count = registry.in(name).length;
  if (count > 0) throw new ApiError('ResourceInUse.Namespace', `Namespace "${printable(name)}" holds ${count} functions. Delete them first.`);
  if (!own)
    throw new ApiError(
      'FailedOperation.DeleteNamespace',
      `Namespace "${name}" ${name === 'default' ? 'exists always' : 'belongs to a service of this region'} and cannot be deleted.`,
    );
  registry.removeNamespace(name);
  return {};
}
