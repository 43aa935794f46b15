import { Call, type WithResponse } from './call.js';
import {
  CoreFailure,
  errorFrom,
  finish,
  FromCore,
  guarded,
  type CoreCall,
  type CoreClient,
  type NumbersWalk,
} from './core.js';
import { IdtNumbers } from './numbers.js';
import { divide, unsupported, type CallOptions, type ClientOptions } from './options.js';
import type { Attempt } from './types/common.js';
import type { IdtDidGroup, IdtNumberPage, IdtOrder, IdtOrderPreview } from './types/idt-express.js';

/** How a client of IDT Express is set up. */
export interface IdtExpressOptions extends ClientOptions {
  /** The account's API key, the same in both environments; by default `IDT_EXPRESS_API_KEY`. */
  apiKey?: string | undefined;
  /** The environment's API secret, each has its own; by default `IDT_EXPRESS_API_SECRET`. */
  apiSecret?: string | undefined;
}

/** Which DID groups to list. */
export interface ListDidGroups {
  /** Two capital letters of ISO 3166-1, such as `BR`. */
  countryIso: string;
  /** A region's code as the carrier lists it, such as `US-NJ`; the US and Canada need one. */
  regionCode?: string | undefined;
  /** True lists toll-free groups only; then without a region. */
  tollFree?: boolean | undefined;
}

/** What to order. */
export interface OrderNumbers {
  /** The id of the DID group, as listed: text or a whole number. */
  didGroupId: string | number | bigint;
  /** How many numbers, 1 to 100. Fewer may be delivered. */
  quantity: number;
}

/** Which order to get. */
export interface GetOrder {
  /** The id that creating the order returned. */
  orderId: string | number | bigint;
}

/** Which page of numbers to list. */
export interface ListNumbers {
  /** Counted from 1, which is the carrier's default. */
  page?: number | undefined;
  /** Rows a page; the carrier's default is 100. */
  pageSize?: number | undefined;
}

/**
 * A client of IDT Express. Making one costs nothing; it sends nothing before its first call.
 *
 * ```ts
 * const client = new IdtExpress({ apiKey, apiSecret });
 * const groups = await client.listDidGroups({ countryIso: 'BR' });
 * ```
 *
 * Each call rejects with a {@link TelnumError}, or with the reason of its aborted signal.
 */
export class IdtExpress {
  readonly #client: FromCore<CoreClient>;

  /**
   * A client with these options; keys that are left out come from the environment.
   *
   * @throws {ConfigurationError} that names the option and the rule. In browsers and workers the core
   * may not be loaded yet: then the first call rejects with it, unless `init` was awaited before.
   */
  constructor(options: IdtExpressOptions = {}) {
    const { host, settings } = divide(options);
    this.#client = new FromCore((core) => new core.Client(settings, host));
    void this.#client.now;
  }

  /**
   * Lists the DID groups of a country. `GET /v1/dids/coverage/did_groups`
   *
   * (IDT Express, *Get DID Groups*)
   */
  listDidGroups(request: ListDidGroups, options?: CallOptions): Call<IdtDidGroup[]> {
    return this.#call('list_did_groups', request, options);
  }

  /**
   * Checks an order, funds included, and buys nothing. `POST /v1/dids/orders`
   *
   * (IDT Express, *Create Order*)
   */
  previewOrder(request: OrderNumbers, options?: CallOptions): Call<IdtOrderPreview> {
    return this.#call('preview_order', request, options);
  }

  /**
   * A validated attempt to order, to be kept (see `attemptToJson`) and then placed. Nothing is sent.
   *
   * @throws {InvalidInputError} that names every field and rule, as a rejection
   */
  async prepareOrder(request: OrderNumbers): Promise<Attempt> {
    const client = await this.#client.get();
    return JSON.parse(guarded(() => client.prepareOrder({ ...request }))) as Attempt;
  }

  /**
   * Sends a prepared order, once. `POST /v1/dids/orders`
   *
   * An answer that is lost is an {@link OutcomeUnknownError}: the order may have been made. So is an
   * aborted call, once it was sent; it rejects with the signal's reason all the same.
   *
   * (IDT Express, *Create Order*)
   */
  place(attempt: Attempt, options: CallOptions = {}): Call<IdtOrder> {
    return new Call(this.#place(attempt, options));
  }

  /**
   * Prepares an order and places it: `prepareOrder` and `place` in one.
   *
   * An answer that is lost is an {@link OutcomeUnknownError}, which carries the attempt.
   *
   * (IDT Express, *Create Order*)
   */
  createOrder(request: OrderNumbers, options: CallOptions = {}): Call<IdtOrder> {
    return new Call(this.prepareOrder(request).then((attempt) => this.#place(attempt, options)));
  }

  /**
   * An order with its items and numbers. `GET /v1/dids/orders/{order_id}`
   *
   * (IDT Express, *Get Order*)
   */
  getOrder(request: GetOrder, options?: CallOptions): Call<IdtOrder> {
    return this.#call('get_order', request, options);
  }

  /**
   * One page of the account's numbers. `GET /v1/dids/numbers`
   *
   * (IDT Express, *Get Numbers*)
   */
  listNumbers(request: ListNumbers = {}, options?: CallOptions): Call<IdtNumberPage> {
    return this.#call('list_numbers', request, options);
  }

  /**
   * All numbers of the account, from the request's page on, lazily.
   *
   * ```ts
   * for await (const number of client.numbers({ pageSize: 100 })) console.log(number.e164);
   * ```
   *
   * (IDT Express, *Get Numbers*)
   */
  numbers(request: ListNumbers = {}, options: CallOptions = {}): IdtNumbers {
    const begin = async (): Promise<NumbersWalk> => {
      const client = await this.#client.get();
      return guarded(() => client.numbers({ ...request }, milliseconds(options)));
    };
    return new IdtNumbers(begin, options);
  }

  #call<T>(operation: string, request: object, options: CallOptions = {}): Call<T> {
    const run = async (): Promise<WithResponse<T>> => {
      const client = await this.#client.get();
      const begin = (): CoreCall =>
        client.call(operation, { ...request }, milliseconds(options), options.signal);
      return finish(begin, options.signal);
    };
    return new Call(run());
  }

  async #place(attempt: Attempt, options: CallOptions): Promise<WithResponse<IdtOrder>> {
    const client = await this.#client.get();
    try {
      const begin = (): CoreCall =>
        client.place({ ...attempt }, milliseconds(options), options.signal);
      return await finish(begin, options.signal);
    } catch (failure) {
      if (!(failure instanceof CoreFailure)) throw failure;
      const text = `The purchase may have been made: look at the account's orders. ${failure.message}`;
      throw errorFrom({ kind: 'outcome_unknown', text, details: [], attempt });
    }
  }
}

/** What is no number becomes one that no time-out can be, so that the core refuses it. */
function milliseconds(options: CallOptions): number | undefined {
  // A misspelt deadline would be none.
  const unknown = Object.keys(options).find((name) => name !== 'signal' && name !== 'timeoutMs');
  if (unknown !== undefined) throw unsupported(unknown, 'a call takes `signal` and `timeoutMs`');
  const { timeoutMs } = options;
  return timeoutMs === undefined || typeof timeoutMs === 'number' ? timeoutMs : NaN;
}
