/** The types of a door that is one thing to `require()`: the plugin's class, with the types of a service beside it. */
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Makes `export { type A, Plugin as default }` an `export =` of the plugin, which is what the JavaScript beside it does; the types stay
 * reachable by their names, in a namespace that merges with the class.
 * @param {string} path  of the declarations
 */
export function exportEquals(path) {
  const text = readFileSync(path, 'utf8');
  const exported = /export \{ (.*\b(\w+) as default) \};?\s*$/;
  if (!exported.test(text)) throw new Error(`${path}: ends with no export that could become "export ="`);
  writeFileSync(
    path,
    text.replace(exported, (_all, names, plugin) => `declare namespace ${plugin} {\n  export { ${names} };\n}\nexport = ${plugin};\n`),
  );
}
