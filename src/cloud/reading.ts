import type { CallOptions, CloudAnswer, CloudClient } from './client';
import { CloudFault } from './fault';

/** How many items one page has, and the most pages that one list is followed over. */
const pageSize = 100;
const pagesMax = 1_000;

/** Actions whose Offset and Limit are texts. @source scf-api.md ListAliases */
const pagedByText = ['ListAliases'];

/**
 * All items of a list of the API, page by page.
 * @throws CloudFault `answer` when the pages never come to an end
 * @source scf-api.md ListFunctions, ListNamespaces: Offset and Limit, TotalCount
 * @assumes a page may be smaller than what was asked for, so the next one begins where it ended
 */
export async function allPages(client: CloudClient, action: string, params: object, member: string, options: CallOptions): Promise<Reading[]> {
  const items: Reading[] = [];
  for (let page = 0; page < pagesMax; page += 1) {
    const answer = await client.call(action, { ...params, ...pageAt(action, items.length) }, options);
    const reading = new Reading(answer, client.host, action);
    const more = reading.list(member);
    items.push(...more);
    if (more.length === 0 || items.length >= reading.amount('TotalCount')) return items;
  }
  throw new CloudFault({ kind: 'answer', host: client.host, action, what: `more than ${pagesMax} pages` });
}

function pageAt(action: string, offset: number) {
  return pagedByText.includes(action) ? { Offset: String(offset), Limit: String(pageSize) } : { Offset: offset, Limit: pageSize };
}

/** An answer, or a part of it, of which members are read as what they must be. */
export class Reading {
  constructor(
    readonly values: CloudAnswer,
    readonly host: string,
    readonly action: string,
  ) {}

  text(name: string): string {
    const value = this.values[name];
    if (typeof value !== 'string' || value === '') throw this.#strange(name, 'no text');
    return value;
  }

  /** A whole number from 0. */
  amount(name: string): number {
    const value = this.amountOrNone(name);
    if (value === undefined) throw this.#strange(name, 'nothing');
    return value;
  }

  /** A whole number from 0; undefined when there is none, or null. */
  amountOrNone(name: string): number | undefined {
    const value = this.values[name] ?? undefined;
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw this.#strange(name, 'no whole number from 0');
    return value;
  }

  /** A switch, `TRUE` or `FALSE`; undefined when there is none, or it is empty. @source scf-api.md §1, conventions */
  flag(name: string): boolean | undefined {
    const value = this.values[name] ?? '';
    if (value === '') return undefined;
    if (value === 'TRUE' || value === true) return true;
    if (value === 'FALSE' || value === false) return false;
    throw this.#strange(name, 'neither TRUE nor FALSE');
  }

  members(name: string): Reading {
    return this.#part(this.values[name], name);
  }

  /** Empty when there is none: lists without items may be null. */
  list(name: string): Reading[] {
    const value: unknown = this.values[name] ?? [];
    if (!Array.isArray(value)) throw this.#strange(name, 'no list');
    return value.map((item: unknown, index) => this.#part(item, `${name}[${index}]`));
  }

  #part(value: unknown, name: string): Reading {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.#strange(name, 'no object');
    return new Reading(value as CloudAnswer, this.host, this.action);
  }

  #strange(name: string, what: string): CloudFault {
    return new CloudFault({ kind: 'answer', host: this.host, action: this.action, what: `\`${name}\` is ${what}` });
  }
}
