import { isIP } from 'node:net';
import type { MiddlewareHandler } from 'hono';
import { said } from '../messages/api';
import type { Said } from '../messages/text';
import { languageFor } from './language';
import { exchangeOf, type ApiEnv, type Exchange } from './transport';

/** Names by which a program on this machine calls it. */
const ownNames = ['localhost', '127.0.0.1', '[::1]'];

/** Where every address of this machine is listened on. */
const everywhere: ReadonlySet<string> = new Set(['0.0.0.0', '::', '[::]']);

/** What is before a target that has only a path. */
const here = 'http://localhost';

/** What a browser says of requests that no page of another origin has made. */
const ownSites: ReadonlySet<string> = new Set(['none', 'same-origin']);

/** Keeps out whoever has no business here: other names of this machine (DNS rebinding), and web pages. */
export class Guard {
  readonly #names: Set<string>;
  #lastOwn: string | undefined;
  #anyAddress = false;

  /** @param names  further names by which the endpoint may be called */
  constructor(names: readonly string[]) {
    this.#names = new Set([...ownNames, ...names].map(nameOf));
  }

  /**
   * The endpoint may also be called by this name or address; where it listens on all of them, by any address: which of them lead here
   * is not known (a container's is another one outside), and what a name is bound to anew is never an address.
   */
  allow(host: string): void {
    if (everywhere.has(host)) this.#anyAddress = true;
    this.#names.add(nameOf(host.includes(':') && !host.startsWith('[') ? `[${host}]` : host));
  }

  /** Refuses with plain text: no client of the API comes here by mistake. */
  readonly middleware: MiddlewareHandler<ApiEnv> = async (c, next) => {
    const why = this.objection(exchangeOf(c));
    if (why !== undefined) return c.text(`${why[languageFor(c.req)]}\n`, 403);
    return next();
  };

  /** Why a request is refused; undefined when it is not. */
  objection(request: Pick<Exchange, 'method' | 'target' | 'header'>): Said | undefined {
    const host = request.header('host') ?? '';
    if (!this.#isOwn(host)) return said('routes.host');
    const origin = request.header('origin');
    if (origin !== undefined && origin !== `http://${host}`) return said('routes.page');
    const site = request.header('sec-fetch-site');
    if (site === undefined) return isSilentPage(request) ? said('routes.page') : undefined;
    if (ownSites.has(site)) return undefined;
    // A link that leads here is followed by a person; one to the API would still invoke something.
    const isVisit = request.method === 'GET' && request.header('sec-fetch-mode') === 'navigate' && !callsApi(request.target);
    return isVisit ? undefined : said('routes.page');
  }

  #isOwn(host: string): boolean {
    // Most requests come from one client.
    if (host === this.#lastOwn) return true;
    const name = nameOf(host);
    if (!this.#names.has(name) && !(this.#anyAddress && isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0)) return false;
    this.#lastOwn = host;
    return true;
  }
}

/**
 * A browser does not say whose request it is to addresses that it does not trust, such as another one of this machine, and an older one to none:
 * the picture of a page, whose address is a call, comes without a word. Its name the page cannot change. What is no GET comes with its origin.
 */
function isSilentPage(request: Pick<Exchange, 'method' | 'target' | 'header'>): boolean {
  return request.method === 'GET' && (request.header('user-agent') ?? '').startsWith('Mozilla/') && callsApi(request.target);
}

/** Whether a GET of a target would be a call, as far as it can be told. */
function callsApi(target: string): boolean {
  return !URL.canParse(target, here) || new URL(target, here).pathname === '/';
}

/** A host without its port, in lower case. */
function nameOf(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}
