import type { Call } from './call.js';
import { Channel } from './channel.js';
import type { CallOptions, ClientOptions } from './options.js';
import type { Attempt } from './types/common.js';
import type { DialogTechNumberType, DialogTechOrder, DialogTechOrderMethod } from './types/dialogtech.js';

/** How a client of DialogTech is set up. There is no sandbox: `environment: 'live'` spends money. */
export interface DialogTechOptions extends ClientOptions {
  /** The access key, from the Key Manager of the account; by default `DIALOGTECH_ACCESS_KEY`. */
  accessKey?: string | undefined;
  /** The secret access key, from the same place; by default `DIALOGTECH_SECRET_ACCESS_KEY`. */
  secretAccessKey?: string | undefined;
  /** How orders are sent: `get`, the documented way and the default, or `post`, as a form. */
  orderMethod?: DialogTechOrderMethod | undefined;
}

/** What to order of DialogTech. */
export interface OrderDialogTechNumbers {
  /** The kind of number. */
  type: DialogTechNumberType;
  /**
   * Where to look: an area code (3 digits), or area code and exchange (6 digits). Required for the two
   * local kinds, refused for the others.
   */
  search?: string | undefined;
  /** How many numbers, 1 to 25. */
  quantity: number;
  /**
   * Whether fewer numbers may be bought where not as many are to be had. Without it, the order is all or
   * nothing.
   */
  allowPartial?: boolean | undefined;
  /**
   * True buys only numbers that DialogTech has cleansed itself; the carrier does not say what holds
   * without it.
   */
  cleansedOnly?: boolean | undefined;
  /** How many miles the numbers may lie from the place searched for. Zero is as if it were absent. */
  distance?: number | undefined;
  /** True buys only numbers that can be enabled for SMS. They must still be registered for it. */
  smsSupported?: boolean | undefined;
  /** True buys a slot for each number too, even where the account has free ones. */
  orderSlot?: boolean | undefined;
  /**
   * True takes a number of an overlay area code where the search finds none. Only with a search of 6
   * digits, and not with `cleansedOnly`.
   */
  allowOverlay?: boolean | undefined;
}

/**
 * A client of DialogTech. Making one costs nothing; it sends nothing before its first call.
 *
 * ```ts
 * const client = new DialogTech({ environment: 'live', accessKey, secretAccessKey });
 * const order = await client.orderNumbers({ type: 'local', search: '312', quantity: 2 });
 * ```
 *
 * Each call rejects with a {@link TelnumError}, or with the reason of its aborted signal.
 */
export class DialogTech {
  readonly #channel: Channel;

  /**
   * A client with these options; keys that are left out come from the environment.
   *
   * @throws {ConfigurationError} that names the option and the rule. In browsers and workers the core
   * may not be loaded yet: then the first call rejects with it, unless `init` was awaited before.
   */
  constructor(options: DialogTechOptions = {}) {
    this.#channel = new Channel('dialog_tech', options);
  }

  /**
   * A validated attempt to order, to be kept (see `attemptToJson`) and then placed. Nothing is sent.
   *
   * @throws {InvalidInputError} that names every field and rule, as a rejection
   */
  prepareOrder(request: OrderDialogTechNumbers): Promise<Attempt> {
    return this.#channel.prepare('order_numbers', request);
  }

  /**
   * Sends a prepared order, once. `GET /ibp_api.php?action=numbers.order`
   *
   * An answer that says neither `failed` nor which numbers were bought is an {@link OutcomeUnknownError}:
   * they may have been. The carrier's API cannot tell afterwards, its portal can. Placing the same attempt
   * again with this client is a {@link ConflictError}, unless it is certain that nothing was bought.
   *
   * (DialogTech, *Number Order*)
   */
  place(attempt: Attempt, options?: CallOptions): Call<DialogTechOrder> {
    return this.#channel.place(attempt, options);
  }

  /**
   * Prepares an order and places it. `GET /ibp_api.php?action=numbers.order`
   *
   * A refusal is a {@link RejectedError}, with the carrier's text. An answer that is lost is an
   * {@link OutcomeUnknownError}, which carries the attempt.
   *
   * (DialogTech, *Number Order*)
   */
  orderNumbers(request: OrderDialogTechNumbers, options?: CallOptions): Call<DialogTechOrder> {
    return this.#channel.order('order_numbers', request, options);
  }
}
