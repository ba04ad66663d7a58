import { said } from '../../messages/api';
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
  if (params.object('ResourceEnv') !== undefined) throw new ApiError('UnsupportedOperation', said('namespaces.cluster'));
  if (name === 'default') throw new ApiError('InvalidParameterValue.DefaultNamespace', said('namespaces.default'));
  if (registry.hasNamespace(name)) throw new ApiError('ResourceInUse.Namespace', said('namespaces.exists', { name }));
  const count = registry.namespaces().length;
  if (count >= limits.namespaces) throw new ApiError('LimitExceeded.Namespace', said('namespaces.max', { count, max: limits.namespaces }));
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
    if (key === undefined) throw new ApiError('InvalidParameterValue.SearchKey', said('namespaces.searchKey'));
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
  if (description === undefined) throw new ApiError('MissingParameter', said('params.missing', { name: 'Description' }));
  registry.putNamespace({ ...found, description, modMs: nowMs() });
  return {};
}

function deleteNamespace({ registry }: Control, params: Params): object {
  const name = params.requiredText('Namespace', 'InvalidParameterValue.Namespace');
  const { own } = registry.namespace(name);
  const count = registry.in(name).length;
  if (count > 0) throw new ApiError('ResourceInUse.Namespace', said('namespaces.holds', { name: printable(name), count }));
  if (!own) throw new ApiError('FailedOperation.DeleteNamespace', said('namespaces.kept', { name }));
  registry.removeNamespace(name);
  return {};
}
