import { said, whileCurrent } from './core.js';
import { TelnumError } from './error.js';
import { configuration } from './given.js';
import { onAbort } from './signals.js';
import type { Attempt, ErrorKind, OpenAttempt } from './types/common.js';

/**
 * Remembers, durably, which attempts were placed: clients that share it, in any process, place each attempt
 * once. `FileJournal` of `telnum/journal` keeps them in a file; one of your own may use a database.
 *
 * The call's deadline does not hold here: a journal keeps its own.
 */
export interface Journal {
  /**
   * Claims an attempt that is about to be sent: the claim must be durable before this resolves, and of all who
   * ever claim the attempt's `id` exactly one is granted it. It is free again once it is settled as
   * `not_placed`. `at` is the time, by the client's clock: RFC 3339 text, in UTC.
   *
   * What it throws is a {@link ConfigurationError} of the purchase, and nothing is sent.
   */
  claim(attempt: Attempt, at: string): JournalClaim | Promise<JournalClaim>;
  /**
   * Learns how a claimed attempt ended. What it throws is dropped: the purchase is what it is, and the claim
   * stays open.
   */
  settle(attempt: Attempt, outcome: AttemptOutcome): unknown;
  /** What was claimed, and is not known to have been placed or not placed; oldest first. */
  open(): OpenAttempt[] | Promise<OpenAttempt[]>;
}

/** Who may place an attempt. */
export interface JournalClaim {
  /**
   * True for the one that asked. False where another claimed it before, and it is not certain that nothing was
   * bought.
   */
  granted: boolean;
  /** Where it is not granted, the order that the attempt made, as far as that is known. */
  orderId?: string | undefined;
}

/** How placing an attempt ended. */
export interface AttemptOutcome {
  /**
   * `placed`: the carrier made the order. `not_placed`: it is certain that nothing was bought, and the attempt
   * may be placed again. `unknown`: it was sent and its answer was lost; it may have been bought.
   */
  result: 'placed' | 'not_placed' | 'unknown';
  /** When that was known, by the client's clock. RFC 3339 text, in UTC. */
  at: string;
  /** For `placed`: the order, where the carrier gives an id. */
  orderId: string | undefined;
  /** For `not_placed` and `unknown`: how it failed. */
  cause: ErrorKind | undefined;
  /** For `not_placed` and `unknown`: one line for a person, without secrets. */
  text: string | undefined;
  /** For `unknown`: when it was sent. RFC 3339 text, in UTC. */
  sentAt: string | undefined;
  /** For `unknown`: an order that the answer named, to be looked at. */
  candidateOrderId: string | undefined;
}

/** What came of asking for a claim: true where it was granted; else who has it, or why that is not known. */
type Claimed = true | { readonly text: string | undefined } | { readonly failed: string };

/** A caller's journal, as the core calls it. */
export class CoreJournal {
  readonly #journal: Journal;

  constructor(journal: Journal) {
    const methods = ['claim', 'settle', 'open'] as const;
    if (!methods.every((name) => typeof (journal as Partial<Journal> | null)?.[name] === 'function')) {
      throw configuration('`journal` must be an object with the methods `claim`, `settle` and `open`; `new FileJournal(path)` of `telnum/journal` is one.');
    }
    this.#journal = journal;
  }

  /** Rejects only with the signal's reason. */
  claim(message: unknown, signal: AbortSignal | undefined): Promise<Claimed> {
    const claimed = this.#claim(message);
    return whileCurrent(
      new Promise((resolve, reject) => {
        const forget = onAbort(signal, () => reject(signal?.reason));
        void claimed.then((it) => {
          forget();
          resolve(it);
        });
      }),
    );
  }

  /** Never rejects: once the purchase is over, an abort must not hide it. */
  settle(message: unknown): Promise<void> {
    return whileCurrent(this.#settle(message));
  }

  async #claim(message: unknown): Promise<Claimed> {
    try {
      const [attempt, at] = said(message) as [Attempt, string];
      const { granted, orderId } = await this.#journal.claim(attempt, at);
      if (typeof granted !== 'boolean') throw new TypeError('`claim` returned no `granted`');
      return granted || { text: typeof orderId === 'string' ? orderId : undefined };
    } catch (thrown) {
      if (thrown instanceof TelnumError) return { failed: thrown.message };
      return { failed: `The journal failed: ${String(thrown)}. Nothing was sent.` };
    }
  }

  async #settle(message: unknown): Promise<void> {
    try {
      const [attempt, result, at, orderId, cause, text, sentAt, candidateOrderId] = said(message) as [Attempt, 'placed', ...string[]];
      await this.#journal.settle(attempt, { result, at: at as string, orderId, cause: cause as ErrorKind | undefined, text, sentAt, candidateOrderId });
    } catch {
      // The claim stays open.
    }
  }
}
