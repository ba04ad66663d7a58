/**
 * What `{timeout:30}` was to be: without a space after the colon YAML reads one name there, with nothing for a value.
 * @param name  of an entry without a value
 * @returns how it is written, `timeout: 30`; undefined of a name that is one
 */
export function spaced(name: string): string | undefined {
  const [, option, value] = /^([\w.-]+):([^\s:].*)$/.exec(name) ?? [];
  return option === undefined || value === undefined ? undefined : `${option}: ${value}`;
}
