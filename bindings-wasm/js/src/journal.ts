import { said, whileCurrent } from './core.js';
import { TelnumError } from './error.js';
import { configuration, unlessAborted } from './given.js';
import { snakeCase, withNames } from './spelling.js';
import type { Attempt, ErrorInfo, ErrorKind, OpenAttempt } from './types/common.js';

/**
 * Remembers, durably, which attempts were placed: clients that share it place each attempt once.
 *
 * The call's deadline does not hold here: a journal keeps its own.
 */
export interface Journal {
  /**
   * Claims an attempt that is about to be sent. Of all who claim its `id`, one is granted it, durably before
   * this resolves; once it is settled as `not_placed`, it is free again.
   *
   * What it throws is a {@link ConfigurationError} of the purchase, and nothing is sent.
   */
  claim(attempt: Attempt, at: string): JournalClaim | Promise<JournalClaim>;
  /** Learns how a claimed attempt ended. What it throws is dropped, and the claim stays open. */
  settle(attempt: Attempt, outcome: JournalOutcome): unknown;
  /** What was claimed, and is not known to have been placed or not placed; oldest first. */
  open(): OpenAttempt[] | Promise<OpenAttempt[]>;
  /**
   * The ids of the orders that attempts are known to have made: `reconcileOrders` leaves them out. A journal
   * without it knows of none.
   */
  orderIds?(): string[] | Promise<string[]>;
}

/** Who may place an attempt. */
export interface JournalClaim {
  /** False where another claimed it before, and it is not certain that nothing was bought. */
  granted: boolean;
  /** Where it is not granted: its order, where that is known. */
  orderId?: string | undefined;
}

/** How placing an attempt ended; times are RFC 3339, in UTC. */
export interface JournalOutcome {
  /** `not_placed` where it is certain that nothing was bought; `unknown` where the answer was lost. */
  result: 'placed' | 'not_placed' | 'unknown';
  at: string;
  /** The order, where the carrier gives an id. */
  orderId?: string | undefined;
  cause?: ErrorKind | undefined;
  /** For a person, without secrets. */
  text?: string | undefined;
  sentAt?: string | undefined;
  /** For `unknown`: an order that the answer named. */
  candidateOrderId?: string | undefined;
}

/** A caller's journal, as the core calls it. */
export class CoreJournal {
  readonly #journal: Journal;

  constructor(journal: Journal) {
    const methods = ['claim', 'settle', 'open'] as const;
    if (!methods.every((name) => typeof (journal as Partial<Journal> | null)?.[name] === 'function')) {
      throw configuration('`journal` must be an object with the methods `claim`, `settle` and `open`, such as a `FileJournal` of `telnum/journal`.');
    }
    this.#journal = journal;
  }

  /** Claims, or tells an outcome; a claim rejects with the signal's reason, and what was sent is not hidden by an abort. */
  tell(message: unknown, signal: AbortSignal | undefined): Promise<unknown> {
    const [attempt, at, ...ended] = said(message) as [Attempt, string, ...(ErrorInfo | string | undefined)[]];
    if (ended.length > 0) return whileCurrent(this.#settle(attempt, at, ended[0]));
    return whileCurrent(unlessAborted(this.#claim(attempt, at), signal));
  }

  /** What it has open, and the orders that are known, in the core's spelling; or why that is not known. */
  async read(): Promise<object> {
    return whileCurrent(this.#read());
  }

  async #read(): Promise<object> {
    try {
      const open = (await this.#journal.open()).map(({ attempt, ...rest }) => ({
        ...withNames(rest, snakeCase),
        attempt: withNames(attempt, snakeCase),
      }));
      return { open, order_ids: (await this.#journal.orderIds?.()) ?? [] };
    } catch (thrown) {
      return failed(thrown);
    }
  }

  /** True where it was granted; else who has it, or why that is not known. */
  async #claim(attempt: Attempt, at: string): Promise<true | { text: string | undefined } | { failed: string }> {
    try {
      const { granted, orderId: text } = await this.#journal.claim(attempt, at);
      if (typeof granted !== 'boolean') throw new TypeError('its `claim` says nothing of `granted`');
      if (text != null && typeof text !== 'string') throw new TypeError('its `claim` answers an `orderId` that is no text');
      return granted || { text };
    } catch (thrown) {
      return failed(thrown);
    }
  }

  async #settle(attempt: Attempt, at: string, ended: ErrorInfo | string | undefined): Promise<void> {
    try {
      await this.#journal.settle(attempt, outcome(at, ended));
    } catch {
      // The claim stays open.
    }
  }
}

function failed(thrown: unknown): { failed: string } {
  return { failed: thrown instanceof TelnumError ? thrown.message : `The journal failed: ${String(thrown)}. Nothing was sent.` };
}

function outcome(at: string, ended: ErrorInfo | string | undefined): JournalOutcome {
  if (typeof ended !== 'object') return { result: 'placed', at, orderId: ended };
  const { kind, cause = kind, text, sentAt, candidateOrderId } = ended;
  return kind === 'outcome_unknown' ? { result: 'unknown', at, cause, text, sentAt, candidateOrderId } : { result: 'not_placed', at, cause, text };
}
