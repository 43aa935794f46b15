import { said, whileCurrent } from './core.js';
import { TelnumError } from './error.js';
import { configuration, Failed, unlessAborted } from './given.js';
import { snakeCase, unstopped, withNames } from './spelling.js';
import type { Attempt, ErrorInfo, ErrorKind, OpenAttempt, PlacedAttempt } from './types/common.js';

/**
 * Remembers, durably, which attempts were placed: clients that share it place each attempt once.
 *
 * A claim that does not come before the call's deadline fails the purchase, and nothing is sent; an outcome is waited
 * for as long, and for 5 s at least.
 */
export interface Journal {
  /**
   * Claims an attempt that is about to be sent. Of all who claim its `id`, one is granted it, durably before
   * this resolves; once it is settled as `not_placed`, it is free again.
   *
   * What it throws is the `cause` of a {@link ConfigurationError} of the purchase, and nothing is sent.
   */
  claim(attempt: Attempt, at: string): JournalClaim | Promise<JournalClaim>;
  /** Learns how a claimed attempt ended. What it throws is dropped, and the claim stays open. */
  settle(attempt: Attempt, outcome: JournalOutcome): unknown;
  /** What was claimed, and is not known to have been placed or not placed; oldest first. */
  open(): OpenAttempt[] | Promise<OpenAttempt[]>;
  /**
   * The attempts that are known to have made an order: `reconcileOrders` does not look for them, and leaves their
   * orders out where it looks for others. A journal without it knows of none.
   */
  placed?(): PlacedAttempt[] | Promise<PlacedAttempt[]>;
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
  /** Whether its claims surely end, soon. */
  readonly endsByItself: boolean;

  constructor(journal: Journal) {
    const methods = ['claim', 'settle', 'open'] as const;
    if (!methods.every((name) => typeof (journal as Partial<Journal> | null)?.[name] === 'function')) {
      throw configuration('`journal` must be an object with the methods `claim`, `settle` and `open`, such as a `FileJournal` of `telnum/journal`.');
    }
    this.#journal = journal;
    this.endsByItself = (journal as { endsByItself?: unknown }).endsByItself === true;
  }

  /** Claims, or tells an outcome; a claim rejects with the signal's reason, and what was sent is not hidden by an abort. */
  tell(message: unknown, signal: AbortSignal | undefined): Promise<unknown> {
    const [attempt, at, ...ended] = said(message) as [Attempt, string, ...(ErrorInfo | string | undefined)[]];
    if (ended.length > 0) return whileCurrent(this.#settle(attempt, at, ended[0]));
    return whileCurrent(unlessAborted(this.#claim(attempt, at), signal));
  }

  /** What it has open, and what it knows to be placed, in the core's spelling; or why that is not known. */
  async read(): Promise<object> {
    return whileCurrent(this.#read());
  }

  async #read(): Promise<object> {
    try {
      const open = list(await this.#journal.open(), 'open').map((it) => {
        const { attempt, ...rest } = Object(it) as OpenAttempt;
        return { ...withNames(rest, snakeCase), attempt: withNames(Object(attempt) as object, snakeCase) };
      });
      const placed = list(await this.#journal.placed?.() ?? [], 'placed').map((it) => {
        const { attemptId: attempt_id, orderId: order_id } = Object(it) as PlacedAttempt;
        if (typeof attempt_id !== 'string') throw new Unfit('its `placed` must answer objects whose `attemptId` is a string');
        if (order_id != null && typeof order_id !== 'string') throw new Unfit('its `placed` must answer an `orderId` that is a string');
        return { attempt_id, order_id };
      });
      return { open, placed };
    } catch (thrown) {
      return failed(thrown);
    }
  }

  /** True where it was granted; else who has it, or why that is not known. */
  async #claim(attempt: Attempt, at: string): Promise<true | { text: string | undefined } | Failed> {
    try {
      const { granted, orderId: text } = Object(await this.#journal.claim(attempt, at)) as JournalClaim;
      if (typeof granted !== 'boolean') throw new Unfit('its `claim` must answer an object whose `granted` is true or false');
      if (text != null && typeof text !== 'string') throw new Unfit('its `claim` must answer an `orderId` that is a string');
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

/** What the journal answered is of no use; its message is a sentence's end. */
class Unfit extends Error {}

/** What should be a list. */
function list(answer: unknown, method: string): unknown[] {
  if (!Array.isArray(answer)) throw new Unfit(`its \`${method}\` must answer an array`);
  return answer;
}

function failed(thrown: unknown): Failed {
  if (thrown instanceof TelnumError) return new Failed(thrown.message, thrown);
  if (thrown instanceof Unfit) return new Failed(`The journal failed: ${thrown.message}.`, undefined);
  const said = typeof thrown === 'string' || thrown instanceof Error ? unstopped(String(thrown)) : 'it threw what is not an Error';
  return new Failed(`The journal failed: ${said}.`, thrown);
}

function outcome(at: string, ended: ErrorInfo | string | undefined): JournalOutcome {
  if (typeof ended !== 'object') return { result: 'placed', at, orderId: ended };
  const { kind, cause = kind, text, sentAt, candidateOrderId } = ended;
  return kind === 'outcome_unknown' ? { result: 'unknown', at, cause, text, sentAt, candidateOrderId } : { result: 'not_placed', at, cause, text };
}
