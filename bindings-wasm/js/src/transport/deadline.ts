import type { Answer } from '../host.js';

/** Aborts what is under way when its time is up or its caller gives up, whichever comes first. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #timer: ReturnType<typeof setTimeout>;
  readonly #caller: AbortSignal | undefined;
  /** Whether the time was up. */
  passed = false;

  constructor(timeoutMs: number, caller: AbortSignal | undefined) {
    this.#caller = caller;
    this.#timer = setTimeout(() => {
      this.passed = true;
      this.abort();
    }, timeoutMs);
    caller?.addEventListener('abort', this.abort, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Ends what is under way. */
  readonly abort = (): void => {
    this.#controller.abort(this.#caller?.reason);
  };

  /** Lets go of the timer and of the caller's signal. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener('abort', this.abort);
  }

  /** The answer that there is none. */
  answer(notSent = false): Answer {
    return { failure: 'timeout', notSent, text: 'no whole answer came in time' };
  }
}
