import { said } from '../../messages/api';
import { ApiError } from '../error';
import type { Action } from '../action';

const names = ['PublishLayerVersion', 'GetLayerVersion', 'ListLayers', 'ListLayerVersions', 'DeleteLayerVersion'];

/** Layers are not offered. @source scf-api.md §5.9 */
export const layerActions: Readonly<Record<string, Action>> = Object.fromEntries(names.map((name) => [name, () => unsupported(name)]));

function unsupported(name: string): never {
  throw new ApiError('UnsupportedOperation', said('wire.layer', { action: name }));
}
