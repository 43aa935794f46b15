import { finish, Owned, type CoreCall } from './core.js';
import type { CallOptions } from './options.js';
import { onAbort } from './signals.js';

/** @internal A walk of the core: each step is a call of its own. */
export interface Walk {
  next(signal: AbortSignal): CoreCall;
  free(): void;
}

/** @internal How a walk begins; each loop begins one of its own. */
export type Begin = () => Promise<Owned<Walk>>;

/**
 * @internal Walks step by step, and hands out what each step holds.
 *
 * Whoever leaves the walk gives up what is under way: a generator alone would wait for its end.
 */
export function walked<Step, Row>(begin: Begin, signal: AbortSignal | undefined, rows: (step: Step) => Row[]): AsyncGenerator<Row, void, undefined> {
  // The walk's own, for pages that were asked for ahead outlive their step.
  const own = new AbortController();
  let left = false;

  async function next(walk: Owned<Walk>): Promise<Step | null> {
    signal?.throwIfAborted();
    if (left) return null;
    // Only meanwhile, so that the caller's signal does not hold on to walks that nobody goes on with.
    const forget = onAbort(signal, () => own.abort(signal?.reason));
    try {
      return await finish<Step | null>(() => walk.run((it) => it.next(own.signal)), own.signal);
    } catch (failure) {
      if (left) return null;
      throw failure;
    } finally {
      forget();
    }
  }

  async function* generate(): AsyncGenerator<Row, void, undefined> {
    const walk = await begin();
    try {
      for (let step = await next(walk); step !== null; step = await next(walk)) yield* rows(step);
    } finally {
      own.abort();
      walk.free();
    }
  }

  const generator = generate();
  const leave = generator.return.bind(generator);
  generator.return = (value) => {
    left = true;
    own.abort();
    return leave(value);
  };
  return generator;
}

/** @internal The signal of a call's options. Whether they are options at all is told when the call begins. */
export function signalOf(options: CallOptions | undefined): AbortSignal | undefined {
  return (options as CallOptions | null | undefined)?.signal;
}

/** A list that comes in pages, walked lazily. */
export abstract class Pages<Page, Row> implements AsyncIterable<Row> {
  readonly #begin: Begin;
  readonly #signal: AbortSignal | undefined;

  /** @internal Made by a client. */
  constructor(begin: Begin, options: CallOptions) {
    this.#begin = begin;
    this.#signal = signalOf(options);
  }

  /** @internal A page as callers see it. */
  protected read(page: Page): Page {
    return page;
  }

  /** @internal The rows of a page. */
  protected abstract rows(page: Page): Row[];

  /** The same walk, page by page; rows seen before are left out. */
  pages(): AsyncGenerator<Page, void, undefined> {
    return walked(this.#begin, this.#signal, (page: Page) => [this.read(page)]);
  }

  /** Row by row. */
  [Symbol.asyncIterator](): AsyncGenerator<Row, void, undefined> {
    return walked(this.#begin, this.#signal, (page: Page) => this.rows(this.read(page)));
  }
}
