import type { Answer } from '../host.js';
import { onAbort } from '../signals.js';
import { timer } from '../timer.js';

/** Aborts what is under way when its time is up or its caller gives up, whichever comes first. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #giveUp: () => void;
  readonly #forget: () => void;
  readonly #stop: () => void;
  readonly #caller: AbortSignal | undefined;
  readonly #over: Promise<never>;
  /** Whether the time was up. */
  passed = false;

  constructor(timeoutMs: number, caller: AbortSignal | undefined) {
    this.#caller = caller;
    let over!: (reason: unknown) => void;
    this.#over = new Promise((_, reject) => (over = reject));
    this.#over.catch(() => {});
    this.#giveUp = () => {
      this.abort();
      over(this.signal.reason);
    };
    this.#stop = timer(timeoutMs, () => {
      this.passed = true;
      this.#giveUp();
    });
    this.#forget = onAbort(caller, this.#giveUp);
    if (caller?.aborted) this.#giveUp();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Ends with what is under way, or before it: that may never end, whatever its signal says. */
  bound<T>(underWay: Promise<T>): Promise<T> {
    return Promise.race([underWay, this.#over]);
  }

  /** Ends what is under way. */
  readonly abort = (): void => {
    this.#controller.abort(this.#caller?.reason);
  };

  /** Lets go of the timer and of the caller's signal. */
  clear(): void {
    this.#stop();
    this.#forget();
  }

  /** The answer that there is none. */
  answer(notSent = false): Answer {
    return { failure: 'timeout', notSent, text: 'no whole answer came in time' };
  }
}
