/** Words that a variable's name has in it when its value is nobody else's business. */
const secretParts = /SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|PRIVATE|CREDENTIAL|APIKEY|ACCESSKEY|SIGNKEY|ENCRYPT/i;

/** The same, where only the whole word means it: `DB_PWD`, but not `KEYWORDS`. */
const secretWords = new Set(['KEY', 'KEYS', 'PWD', 'PASS', 'AK', 'SK', 'AKSK', 'DSN', 'SALT', 'AUTH', 'COOKIE', 'WEBHOOK']);

/** Values that are secrets whatever they are called: a password in an address, a private key, a Tencent Cloud SecretId, a token of JWT. */
const secretValue = /:\/\/[^/\s:@]*:[^/\s@]+@|-----BEGIN [A-Z ]*PRIVATE KEY|\bAKID[0-9A-Za-z]{13,}|\beyJ[\w-]+\.eyJ[\w-]+\./;

/** Whether a variable of a function's environment must not stand in a file that others read. Rather one too many than one too few. */
export function looksSecret(key: string, value: string): boolean {
  if (value === '') return false;
  return secretParts.test(key) || wordsOf(key).some((word) => secretWords.has(word)) || secretValue.test(value);
}

/** `dbPwd`, `DB_PWD` and `db_pwd` are the same two words. */
function wordsOf(key: string): string[] {
  return key
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .split('_');
}

/** A secret of one function, and the variable of the deployer's environment that stands for it. */
export interface Secret {
  /** Key of the function. */
  readonly function: string;
  /** Name in the function's environment. */
  readonly key: string;
  readonly variable: string;
}

/**
 * Which values are secret, and where each is to be read from instead. Functions that share a value share its variable; a variable of one
 * name that has different values gets one name for each function.
 * @param environments  by the keys of functions
 */
export function secretsOf(environments: ReadonlyMap<string, Readonly<Record<string, string>>>): Secret[] {
  const values = new Map<string, Set<string>>();
  const found: { readonly function: string; readonly key: string }[] = [];
  for (const [fn, environment] of environments) {
    for (const [key, value] of Object.entries(environment)) {
      if (!looksSecret(key, value)) continue;
      found.push({ function: fn, key });
      values.set(key, (values.get(key) ?? new Set()).add(value));
    }
  }
  const taken = new Set(found.filter(({ key }) => values.get(key)?.size === 1).map(({ key }) => key));
  return found.map((one) => ({ ...one, variable: values.get(one.key)?.size === 1 ? one.key : ownVariable(one, taken) }));
}

function ownVariable({ function: fn, key }: { readonly function: string; readonly key: string }, taken: Set<string>): string {
  const name = `${fn.replaceAll(/[^A-Za-z0-9]+/g, '_').toUpperCase()}_${key}`.replace(/^(?=\d)/, '_');
  let variable = name;
  for (let count = 2; taken.has(variable); count += 1) variable = `${name}_${count}`;
  taken.add(variable);
  return variable;
}
