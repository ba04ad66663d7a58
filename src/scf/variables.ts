const ownPrefixes = ['SCF_', 'QCLOUD_', 'TENCENTCLOUD_', 'TECENTCLOUD_'];

/** What the names of the platform's own environment variables begin with; undefined of a name that is a user's. @source S152, which has one of them misspelt */
export function ownPrefixOf(name: string): string | undefined {
  return ownPrefixes.find((own) => name.toUpperCase().startsWith(own));
}

/** Whether an environment variable may have that name. @source S152 */
export function isVariableName(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_]*$/.test(name);
}
