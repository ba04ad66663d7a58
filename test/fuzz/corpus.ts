import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A file that cases are made of. */
export interface Seed {
  /** Its name decides how it is read. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A service that reads the two files after it. */
const reading = `service: shop
provider: { name: tencent, runtime: Nodejs18.15 }
functions:
  hello:
    handler: index.main_handler
    environment: \${file(part.yml):environment}
    timeout: \${file(part.yml):timeout, 3}
  other: \${file(part.yml):functions.other}
`;

const part = `environment: &e { A: 1, B: '\${env:A}' }
timeout: 5
functions:
  other:
    handler: index.main_handler
    timeout: 901
    environment: { <<: *e, C: x }
`;

const handler = `'use strict';
const { other } = require('./other');
exports.main_handler = async (event) => ({ event, other });
module.exports.second = (event, context, callback) => callback(null, \`\${event}\`);
`;

/**
 * What bytes are damaged in: a service with the files that it reads, and every YAML of the fixtures.
 * @param fixtures  folder of the fixtures
 */
export function corpusIn(fixtures: string): Seed[] {
  const files = readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.ya?ml$/.test(file) && !file.includes('node_modules'),
  );
  const own = { 'serverless.yml': reading, 'part.yml': part, 'index.js': handler };
  return [
    ...Object.entries(own).map(([name, text]) => ({ name, bytes: Buffer.from(text) })),
    ...files.sort().map((file) => ({ name: nameOf(file), bytes: readFileSync(join(fixtures, file)) })),
  ];
}

/** Parts that a fixture includes keep their names, so that it finds them. */
function nameOf(file: string): string {
  const name = basename(file);
  return /^(?:serverless|part)\./.test(name) ? 'serverless.yml' : name;
}
