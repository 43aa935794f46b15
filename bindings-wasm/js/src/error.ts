import { camelCase } from './spelling.js';
import type { Attempt, Carrier, ErrorDetail, ErrorInfo, ErrorKind } from './types/common.js';
import type { IdtOrder } from './types/idt-express.js';

/**
 * Why a call failed. Decide by `kind`, or by its class: there is one for each kind.
 *
 * `instanceof` works across copies of this package: it looks at the kind.
 */
export class TelnumError extends Error implements Omit<ErrorInfo, 'text' | 'cause'> {
  /** The kind that this class stands for; `TelnumError` itself stands for all. */
  static readonly kind: ErrorKind | undefined = undefined;

  /** The stable kind: decide by this. */
  readonly kind: ErrorKind;
  /** The carrier that was called; absent where no carrier was involved. */
  declare readonly carrier?: Carrier;
  /** The HTTP status of the answer; absent where none was read. */
  declare readonly httpStatus?: number;
  /** The carrier's id of the request, for its support. */
  declare readonly requestId?: string;
  /** Seconds to wait before trying again, where the carrier or telnum knows. */
  declare readonly retryAfter?: number;
  /** Everything that is wrong, each with its code and field. */
  readonly details: ErrorDetail[];
  /** The beginning of an answer that could not be read. */
  declare readonly excerpt?: string;
  /** Only for `outcome_unknown`: the attempt whose outcome is unknown. */
  declare readonly attempt?: Attempt;
  /** Only for `outcome_unknown`: when it was sent. RFC 3339 text, in UTC. */
  declare readonly sentAt?: string;
  /** For `outcome_unknown`, the kind of failure behind it; otherwise what a `journal` or `tokenSource` of yours threw, where that failed the call. */
  declare readonly cause?: unknown;
  /** An order to be looked at: for `outcome_unknown`, one that the answer named; for `conflict`, the one that the journal knows of. */
  declare readonly candidateOrderId?: string;
  /** Only for a wait whose time was up: the order as it was seen last. */
  declare readonly order?: IdtOrder;

  /** An error that says this; telnum makes them. */
  constructor({ text, ...info }: ErrorInfo) {
    super(text);
    this.kind = info.kind;
    this.details = info.details;
    // What is absent stays absent, so that a printed error shows only what is known.
    Object.assign(this, info);
    Object.defineProperty(this, brand, { value: true });
    // Made from the kind, because minifiers rename classes.
    const name = camelCase(`_${info.kind}_error`);
    Object.defineProperty(this, 'name', { value: name, configurable: true, writable: true });
  }

  /** Everything the error says, as plain data, with its name and message. */
  toJSON(): Omit<ErrorInfo, 'text'> & { name: string; message: string } {
    // What was thrown is no data, and not listed among the members.
    return { ...(this as unknown as ErrorInfo), name: this.name, message: this.message };
  }

  /** Whether this is an error of telnum's, of this class's kind; of another copy of telnum, too. */
  static override [Symbol.hasInstance](this: unknown, value: unknown): boolean {
    const own = typeof this === 'function' && Object.hasOwn(this, 'kind');
    if (!own) return Function.prototype[Symbol.hasInstance].call(this, value);
    if (typeof value !== 'object' || value === null || !(brand in value)) return false;
    const { kind } = this as unknown as typeof TelnumError;
    return kind === undefined || kind === (value as { kind?: unknown }).kind;
  }
}

const brand = Symbol.for('telnum.error');
