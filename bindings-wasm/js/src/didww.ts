import type { Call } from './call.js';
import { Channel } from './channel.js';
import { isNamed } from './given.js';
import { linked } from './links.js';
import { snakeCase, withNames } from './names.js';
import type { CallOptions, ClientOptions } from './options.js';
import type { TokenSource } from './tokens.js';
import type { DidwwDid, DidwwDidFilter, DidwwDidPage, DidwwFilter, DidwwInclude, DidwwSortKey } from './types/didww.js';
import { Pages } from './walks.js';

/** How a client of DIDWW is set up. */
export interface DidwwOptions extends ClientOptions {
  /** The environment's API key, each environment has its own; by default `DIDWW_API_KEY`. */
  apiKey?: string | undefined;
  /**
   * The version of the API that is asked for, `2022-05-10` by default. The carrier ignores one that is
   * older than the account's own.
   */
  apiVersion?: string | undefined;
  /** Brings a bearer token for each request, instead of the API key: for versions from 2026-11-19 on. */
  tokenSource?: TokenSource | undefined;
}

/** Which page of DIDs to list, and what to bring along. */
export interface ListDids {
  /** Which DIDs: they have to pass all of these. */
  filter?: DidwwDidFilter | undefined;
  /** Filters that this version does not know, by the carrier's names, such as `nanpa_prefix.id`. */
  otherFilters?: Record<string, DidwwFilter> | undefined;
  /** What to bring along, such as `did_group.country`. What is not named here cannot be asked of a DID. */
  include?: readonly DidwwInclude[] | undefined;
  /** In which order, the first counting most; with `-` before it, the greatest first. */
  sort?: readonly (DidwwSortKey | `-${DidwwSortKey}`)[] | undefined;
  /** Which fields to return, by JSON:API type, such as `{ dids: ['number'] }`; by default, all. */
  fields?: Record<string, readonly string[]> | undefined;
  /** Counted from 1, which is the carrier's default. */
  page?: number | undefined;
  /** Rows a page, from 1 to 1000; the carrier's default is 50, and it may allow only 100. */
  pageSize?: number | undefined;
}

/** Which DIDs to walk over. */
export interface WalkDids extends ListDids {
  /** How many pages to ask for before they are wanted: 0, the default, to 20. */
  pagesAhead?: number | undefined;
}

/**
 * A client of DIDWW. Making one costs nothing; it sends nothing before its first call, and at most 20
 * requests in any second, which is what the carrier allows, unless `requestsPerSecond` says otherwise.
 *
 * ```ts
 * const client = new Didww({ apiKey });
 * for await (const did of client.dids({ include: ['did_group.country'] })) {
 *   console.log(did.e164, did.didGroup?.country?.name);
 * }
 * ```
 *
 * Each call rejects with a {@link TelnumError}, or with the reason of its aborted signal.
 */
export class Didww {
  readonly #channel: Channel;

  /**
   * A client with these options; a key that is left out comes from the environment.
   *
   * @throws {ConfigurationError} that names the option and the rule. In browsers and workers the core
   * may not be loaded yet: then the first call rejects with it, unless `init` was awaited before.
   */
  constructor(options: DidwwOptions = {}) {
    this.#channel = new Channel('didww', options);
  }

  /**
   * One page of the account's DIDs. `GET /v3/dids`
   *
   * What was included is linked: `did.didGroup.country`, the same object for all DIDs of the page that
   * lead to it. Where there is none, that is `undefined`; to read what was not included throws an
   * {@link InvalidInputError} that says what to include.
   *
   * (DIDWW, *Get DIDs*)
   */
  listDids(request: ListDids = {}, options?: CallOptions): Call<DidwwDidPage> {
    return this.#channel.call('list_dids', asked(request), options, linked);
  }

  /**
   * All DIDs of the account that pass the filters, from the request's page on, lazily.
   *
   * (DIDWW, *Get DIDs*)
   */
  dids(request: WalkDids = {}, options: CallOptions = {}): DidwwDids {
    return new DidwwDids(this.#channel.walk('dids', asked(request), options), options);
  }
}

/**
 * A lazy walk over DIDs, for `for await`: nothing is asked for before it is wanted, unless `pagesAhead`
 * says so.
 *
 * Each page has a deadline of its own. Each loop walks anew. A DID holds on to what its page included.
 */
export class DidwwDids extends Pages<DidwwDidPage, DidwwDid> {
  /** @internal */
  protected override read(page: DidwwDidPage): DidwwDidPage {
    return linked(page);
  }

  /** @internal */
  protected rows(page: DidwwDidPage): DidwwDid[] {
    return page.dids;
  }
}

/** A request with its filters in the core's spelling. */
function asked(request: ListDids): object {
  // What has no names is refused by the core.
  const filter: unknown = isNamed(request) && request.filter;
  return isNamed(filter) ? { ...request, filter: withNames(filter, snakeCase) } : request;
}
