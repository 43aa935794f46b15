import { finish, Owned, type CoreCall } from './core.js';
import { onAbort } from './signals.js';

/** @internal A walk of the core: each step is a call of its own. */
export interface Walk {
  next(signal: AbortSignal): CoreCall;
  free(): void;
}

/** @internal A walk that a loop can begin: it hands out what this finds in each step. */
export type Steps = <Step, Row>(rows: (step: Step) => Row[]) => AsyncGenerator<Row, void, undefined>;

/**
 * @internal Walks step by step, and hands out what each step holds.
 *
 * What fails is thrown as `told` tells it, and each step is run by `step`. Whoever leaves the walk gives up what is under way: a generator alone would wait for its end.
 */
export function walked<Step, Row>(
  begin: () => Promise<Owned<Walk>>,
  signal: AbortSignal | undefined,
  rows: (step: Step) => Row[],
  told: (failure: unknown) => unknown,
  step: <T>(run: () => Promise<T>) => Promise<T>,
): AsyncGenerator<Row, void, undefined> {
  // The walk's own, for pages that were asked for ahead outlive their step.
  const own = new AbortController();
  let left = false;

  async function next(walk: Owned<Walk>): Promise<Step | undefined> {
    signal?.throwIfAborted();
    if (left) return undefined;
    // Only meanwhile, so that the caller's signal does not hold on to walks that nobody goes on with.
    const forget = onAbort(signal, () => own.abort(signal?.reason));
    try {
      const [said] = (await step(() => finish(() => walk.run((it) => it.next(own.signal)), own.signal))) as [Step?];
      return said;
    } catch (failure) {
      if (left) return undefined;
      throw told(failure);
    } finally {
      forget();
    }
  }

  async function* generate(): AsyncGenerator<Row, void, undefined> {
    const walk = await begin();
    try {
      for (let step = await next(walk); step !== undefined; step = await next(walk)) yield* rows(step);
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

/** A list that comes in pages, walked lazily. */
export abstract class Pages<Page, Row> implements AsyncIterable<Row> {
  readonly #steps: Steps;

  /** @internal Made by a client. */
  constructor(steps: Steps) {
    this.#steps = steps;
  }

  /** @internal A page as callers see it. */
  protected read(page: Page): Page {
    return page;
  }

  /** @internal The rows of a page. */
  protected abstract rows(page: Page): Row[];

  /** The same walk, page by page; rows seen before are left out. */
  pages(): AsyncGenerator<Page, void, undefined> {
    return this.#steps((page: Page) => [this.read(page)]);
  }

  /** Row by row. */
  [Symbol.asyncIterator](): AsyncGenerator<Row, void, undefined> {
    return this.#steps((page: Page) => this.rows(this.read(page)));
  }
}
