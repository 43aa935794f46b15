import { waited, type Call } from './call.js';
import { Channel } from './channel.js';
import { invalid, unlessAborted } from './given.js';
import type { CallOptions, ClientOptions } from './options.js';
import type { Attempt } from './types/common.js';
import type {
  IdtCountry,
  IdtDidGroup,
  IdtNumberPage,
  IdtOrder,
  IdtOrderPage,
  IdtOrderPreview,
  IdtRegion,
  IdtRemovedNumber,
} from './types/idt-express.js';
import { IdtNumbers, IdtOrders, IdtOrderWatch } from './walks.js';

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

/** Which country's regions to list. */
export interface ListRegions {
  /** Two capital letters of ISO 3166-1, such as `US`. */
  countryIso: string;
}

/** Which order to watch, and how far. */
export interface WatchOrder extends GetOrder {
  /** True goes on through a backorder, which ends the wait otherwise: it may last for weeks. */
  throughBackorder?: boolean | undefined;
}

/** Which order to wait for, and how far. */
export interface WaitForOrder extends WatchOrder {
  /**
   * Is given the order at once, then each time it has changed; a promise that it returns is awaited.
   * An aborted `signal` ends that wait too; `timeoutMs` does not cut it off. What it throws ends the
   * wait, and the call rejects with it.
   */
  onProgress?: ((order: IdtOrder) => void | Promise<void>) | undefined;
}

/** Which page of orders to list. */
export interface ListOrders {
  /** Counted from 1, which is the carrier's default. */
  page?: number | undefined;
  /** Rows a page; the carrier's default is 100. */
  pageSize?: number | undefined;
  /**
   * Only orders of this status: `created`, `processing` or `complete`. Any other is sent only by a client
   * with `validate: false`.
   */
  filterByStatus?: string | undefined;
}

/** Which number to remove. */
export interface DeleteNumber {
  /** As `listNumbers` shows it, or E.164 where it is not North American. */
  number: string;
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
  readonly #channel: Channel;

  /**
   * A client with these options; keys that are left out come from the environment.
   *
   * @throws {ConfigurationError} that names the option and the rule. In browsers and workers the core
   * may not be loaded yet: then the first call rejects with it, unless `init` was awaited before.
   */
  constructor(options: IdtExpressOptions = {}) {
    this.#channel = new Channel('idt_express', options);
  }

  /**
   * Lists the countries where numbers can be bought. `GET /v1/dids/coverage/countries`
   *
   * (IDT Express, *Get Countries*)
   */
  listCountries(options?: CallOptions): Call<IdtCountry[]> {
    // There is nothing to ask for. Options given second, as elsewhere, are refused by name and not lost.
    const request = (arguments[1] ?? {}) as object;
    return this.#channel.call('list_countries', request, options);
  }

  /**
   * Lists the regions of a country. `GET /v1/dids/coverage/countries/{country_iso}/regions`
   *
   * (IDT Express, *Get Regions*)
   */
  listRegions(request: ListRegions, options?: CallOptions): Call<IdtRegion[]> {
    return this.#channel.call('list_regions', request, options);
  }

  /**
   * Lists the DID groups of a country. `GET /v1/dids/coverage/did_groups`
   *
   * (IDT Express, *Get DID Groups*)
   */
  listDidGroups(request: ListDidGroups, options?: CallOptions): Call<IdtDidGroup[]> {
    return this.#channel.call('list_did_groups', request, options);
  }

  /**
   * Checks an order, funds included, and buys nothing. `POST /v1/dids/orders`
   *
   * (IDT Express, *Create Order*)
   */
  previewOrder(request: OrderNumbers, options?: CallOptions): Call<IdtOrderPreview> {
    return this.#channel.call('preview_order', request, options);
  }

  /**
   * A validated attempt to order, to be kept (see `attemptToJson`) and then placed. Nothing is sent.
   *
   * @throws {InvalidInputError} that names every field and rule, as a rejection
   */
  prepareOrder(request: OrderNumbers): Promise<Attempt> {
    return this.#channel.prepare('create_order', request);
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
    return this.#channel.place(attempt, options);
  }

  /**
   * Prepares an order and places it: `prepareOrder` and `place` in one.
   *
   * An answer that is lost is an {@link OutcomeUnknownError}, which carries the attempt.
   *
   * (IDT Express, *Create Order*)
   */
  createOrder(request: OrderNumbers, options: CallOptions = {}): Call<IdtOrder> {
    return this.#channel.order('create_order', request, options);
  }

  /**
   * An order with its items and numbers. `GET /v1/dids/orders/{order_id}`
   *
   * (IDT Express, *Get Order*)
   */
  getOrder(request: GetOrder, options?: CallOptions): Call<IdtOrder> {
    return this.#channel.call('get_order', request, options);
  }

  /**
   * Waits until nothing more will change of an order: delivered, partly, not at all, or backordered, as
   * its `delivery` says. It looks at once, then after growing pauses; `timeoutMs` is for the whole wait,
   * ten minutes by default and 366 days at most.
   *
   * When the time is up, it rejects with a {@link TimeoutError} whose `order` is the order as it was seen
   * last.
   *
   * (IDT Express, *Get Order*)
   */
  waitForOrder(request: WaitForOrder, options: CallOptions = {}): Promise<IdtOrder> {
    return waited(() => this.#wait(request, options));
  }

  async #wait(request: WaitForOrder, options: CallOptions): Promise<IdtOrder> {
    const { on_progress: progress, ...watch } = this.#channel.named(request);
    if (progress !== undefined && typeof progress !== 'function') {
      throw invalid('idt_express', '`onProgress` must be a function', 'onProgress');
    }
    const onProgress = progress as WaitForOrder['onProgress'];
    let last: IdtOrder | undefined;
    for await (const order of new IdtOrderWatch(this.#channel.walk('watch_order', watch, options), options)) {
      last = order;
      await unlessAborted(onProgress?.(order), options.signal);
    }
    // A watch shows the order once at least, or throws.
    return last as IdtOrder;
  }

  /**
   * The order at once, then each time it has changed, until nothing more will.
   *
   * ```ts
   * for await (const order of client.watchOrder({ orderId })) console.log(order.status);
   * ```
   *
   * (IDT Express, *Get Order*)
   */
  watchOrder(request: WatchOrder, options: CallOptions = {}): IdtOrderWatch {
    return new IdtOrderWatch(this.#channel.walk('watch_order', request, options), options);
  }

  /**
   * One page of the account's orders, without their items and numbers. `GET /v1/dids/orders`
   *
   * (IDT Express, *Get Orders*)
   */
  listOrders(request: ListOrders = {}, options?: CallOptions): Call<IdtOrderPage> {
    return this.#channel.call('list_orders', request, options);
  }

  /**
   * All orders of the account, from the request's page on, lazily.
   *
   * (IDT Express, *Get Orders*)
   */
  orders(request: ListOrders = {}, options: CallOptions = {}): IdtOrders {
    return new IdtOrders(this.#channel.walk('orders', request, options), options);
  }

  /**
   * Removes a number from the account. `DELETE /v1/dids/numbers/{number}`
   *
   * It is repeated when its answer is lost; a number that the repeat no longer finds counts as removed.
   *
   * (IDT Express, *Delete Number*)
   */
  deleteNumber(request: DeleteNumber, options?: CallOptions): Call<IdtRemovedNumber> {
    return this.#channel.call('delete_number', request, options);
  }

  /**
   * One page of the account's numbers. `GET /v1/dids/numbers`
   *
   * (IDT Express, *Get Numbers*)
   */
  listNumbers(request: ListNumbers = {}, options?: CallOptions): Call<IdtNumberPage> {
    return this.#channel.call('list_numbers', request, options);
  }

  /**
   * All numbers of the account, from the request's page on, lazily. Numbers may be deleted on the way:
   * where the list shrinks, its pages are read again, so that none is skipped.
   *
   * ```ts
   * for await (const number of client.numbers({ pageSize: 100 })) console.log(number.e164);
   * ```
   *
   * (IDT Express, *Get Numbers*)
   */
  numbers(request: ListNumbers = {}, options: CallOptions = {}): IdtNumbers {
    return new IdtNumbers(this.#channel.walk('numbers', request, options), options);
  }
}
