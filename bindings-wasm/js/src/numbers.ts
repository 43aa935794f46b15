import { finish, type NumbersWalk } from './core.js';
import type { CallOptions } from './options.js';
import type { IdtNumber, IdtNumberPage } from './types/idt-express.js';

/**
 * A lazy walk over numbers, for `for await`: nothing is asked for before it is wanted.
 *
 * Each page has a deadline of its own. Each loop walks anew.
 */
export class IdtNumbers implements AsyncIterable<IdtNumber> {
  readonly #begin: () => Promise<NumbersWalk>;
  readonly #signal: AbortSignal | undefined;

  /** @internal Made by `numbers` of a client. */
  constructor(begin: () => Promise<NumbersWalk>, { signal }: CallOptions) {
    this.#begin = begin;
    this.#signal = signal;
  }

  /** The same walk, page by page; rows seen before are left out. */
  async *pages(): AsyncGenerator<IdtNumberPage, void, undefined> {
    const walk = await this.#begin();
    for (;;) {
      const page = await finish<IdtNumberPage | null>(() => walk.nextPage(this.#signal), this.#signal);
      if (page === null) return;
      yield page;
    }
  }

  /** Number by number. */
  async *[Symbol.asyncIterator](): AsyncGenerator<IdtNumber, void, undefined> {
    for await (const page of this.pages()) yield* page.numbers;
  }
}
