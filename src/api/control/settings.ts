import type { Settings } from '../../config/settings';

/** Options as the validator's rules want them, so that the API asks the same rules. */
export function asSettings(name: string, values: Settings['values']): Settings {
  return { key: name, path: ['functions', name], values, broken: new Set(), pathOf: (option) => ['functions', name, option] };
}
