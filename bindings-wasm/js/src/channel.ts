import { Call, waited, type WithResponse } from './call.js';
import type { ClientOptions } from './client-options.js';
import { CoreFailure, coreNumber, errorFrom, errorOfCore, finish, FromCore, guarded, Owned, said, type CoreCall, type CoreClient } from './core.js';
import { callOptions, configuration, invalid, isNamed, named, unlessAborted } from './given.js';
import { orLost } from './lost.js';
import { divide, type CallOptions } from './options.js';
import { snakeCase, withNames } from './spelling.js';
import type { Attempt, Carrier, OpenAttempt, ResponseInfo } from './types/common.js';
import { walked, type Steps, type Walk } from './walks.js';

/** Sends what a relay was asked for; brings what is known of the exchange and the body, or an error and whether nothing was bought. */
type Asked = (request: object, signal?: AbortSignal) => Promise<unknown[]>;

/** What a relay has of its client. */
export interface Behind {
  readonly carrier: Carrier;
  /** Whether it has a journal. */
  readonly buys: boolean;
  readonly ask: Asked;
  /** What its journal has open. */
  readonly open: () => Promise<OpenAttempt[]>;
  /** Its client of the core; `now` is undefined where the core is not loaded yet. */
  readonly client: { readonly now: CoreClient | undefined; get(): Promise<CoreClient> };
  /** The error of what is set up wrongly. */
  readonly wrong: (text: string) => Error;
}

/** What the carriers' clients share: a client of the core, made when wanted. */
export class Channel {
  readonly #carrier: Carrier;
  readonly #client: FromCore<CoreClient>;
  readonly #now: () => number;
  /** The attempts that may have bought something, by the core that placed them: what it remembers ends with it. */
  readonly #placed = new Map<string, number>();

  constructor(carrier: Carrier, options: ClientOptions, owner: object) {
    this.#carrier = carrier;
    const { host, logger, tokens, journal, settings } = divide(options);
    this.#client = new FromCore((core) => new core.Client(carrier, settings, host, logger, tokens, journal));
    this.#now = () => host.now();
    void this.#client.now;
    // For `telnum/relay`, which is a file of its own, also where it comes from another copy of the package.
    const ask: Asked = async (request, signal) => {
      const client = await this.#client.get();
      return finish(() => client.relay(request, signal), signal);
    };
    const open = (): Promise<OpenAttempt[]> => this.call<OpenAttempt[]>('open_attempts', {});
    const behind: Behind = { carrier, buys: journal !== undefined, ask, open, client: this.#client, wrong: configuration };
    Object.defineProperty(owner, Symbol.for('telnum.relay'), { value: behind });
  }

  /** Calls an operation by its snake_case name; `read` makes its value what callers see. */
  call<T>(operation: string, request: object, options: CallOptions = {}, read: (value: T) => T = (value) => value): Call<T> {
    const run = async (): Promise<WithResponse<T>> => {
      const its = this.named(request);
      const { timeoutMs, signal } = callOptions(options);
      const client = await this.#client.get();
      const begin = (): CoreCall => client.call(operation, its, timeoutMs, signal);
      const { value, info } = await answer<T>(begin, signal);
      return { value: read(value), info };
    };
    return new Call(run());
  }

  /** A validated attempt at the operation of this snake_case name. */
  async prepare(operation: string, request: object): Promise<Attempt> {
    const its = this.named(request);
    const client = await this.#client.get();
    return said(guarded(() => client.prepare(operation, its)))[0] as Attempt;
  }

  /** Places an attempt, once. */
  place<T>(attempt: Attempt, options: CallOptions = {}): Call<T> {
    return new Call(this.#place(attempt, options));
  }

  /** Prepares and places. */
  order<T>(operation: string, request: object, options: CallOptions = {}): Call<T> {
    return new Call(this.prepare(operation, request).then((attempt) => this.#place<T>(attempt, options)));
  }

  /** A walk, by the name of its method; each loop begins one of its own. */
  walk(name: string, request: object, options: CallOptions = {}): Steps {
    const begin = async (): Promise<Owned<Walk>> => {
      const its = this.named(request);
      const { timeoutMs } = callOptions(options);
      const client = await this.#client.get();
      return new Owned(() => client.walk(name, its, timeoutMs));
    };
    // Whether they are options at all is told when the walk begins.
    const signal = (options as CallOptions | null)?.signal ?? undefined;
    const attempt = (request as { attempt?: Attempt } | null)?.attempt;
    // One that buys may have bought.
    const told = (failure: unknown): unknown => (failure instanceof CoreFailure && attempt !== undefined ? unknown(failure, attempt) : failure);
    let sentAt: number | undefined;
    const step = <T>(run: () => Promise<T>): Promise<T> => {
      if (signal === undefined || !isNamed(attempt)) return run();
      // Where an earlier step sent it, that is when.
      if (this.#lost(attempt, undefined) === undefined) sentAt = this.#now();
      return orLost(signal, () => this.#lost(attempt, sentAt), run);
    };
    return (rows) => walked(begin, signal, rows, told, step);
  }

  /** Waits for the end of a watch, which goes by the name of its method; brings its last state. */
  wait<T>(watch: string, request: object, options: CallOptions = {}): Promise<T> {
    return waited(() => this.#wait<T>(watch, request, options));
  }

  /** The arguments of a call, in the core's spelling. */
  named(request: object): Record<string, unknown> {
    const its = named(request, (rule) => invalid(this.#carrier, `The arguments ${rule}`));
    // A ceiling that is null, a NaN that was kept as JSON perhaps, must not mean none: as NaN, the core refuses it.
    for (const name of Object.keys(its)) if (its[name] === null && /^max_.*_price$/.test(name)) its[name] = NaN;
    return its;
  }

  async #wait<T>(watch: string, request: object, options: CallOptions): Promise<T> {
    const { on_progress: progress, ...its } = this.named(request);
    if (progress !== undefined && typeof progress !== 'function') {
      throw invalid(this.#carrier, '`onProgress` must be a function', 'onProgress');
    }
    const onProgress = progress as ((state: T) => void | Promise<void>) | undefined;
    let last: T | undefined;
    for await (const state of this.walk(watch, its, options)((it: T) => [it])) {
      last = state;
      await unlessAborted(onProgress?.(state), options.signal ?? undefined);
    }
    // A watch shows one state at least, or throws.
    return last as T;
  }

  /** That an attempt whose call was aborted may have been made; undefined where it is certain that nothing was bought. */
  #lost(attempt: object, sentAt: number | undefined): Error | undefined {
    const client = this.#client.now;
    const lost: unknown = client && guarded(() => client.lost(withNames(attempt, snakeCase), sentAt));
    return lost === undefined ? undefined : errorOfCore(lost);
  }

  async #place<T>(attempt: Attempt, options: CallOptions): Promise<WithResponse<T>> {
    const its = named(attempt, (rule) => invalid(this.#carrier, `An attempt ${rule}`));
    const { timeoutMs, signal } = callOptions(options);
    const client = await this.#client.get();
    const by = this.#placed.get(attempt.id);
    if (by !== undefined && by !== coreNumber()) {
      const text = 'This attempt was placed before the core of telnum failed, so placing it again could buy twice. Look at the account before you buy again. Nothing was sent.';
      throw errorFrom({ kind: 'conflict', carrier: this.#carrier, text, details: [], attempt });
    }
    this.#placed.set(attempt.id, coreNumber());
    try {
      const begin = (): CoreCall => client.place(its, timeoutMs, signal);
      const sentAt = signal && this.#lost(attempt, undefined) === undefined ? this.#now() : undefined;
      return await orLost(signal, () => this.#lost(attempt, sentAt), () => answer<T>(begin, signal));
    } catch (failure) {
      if (failure instanceof CoreFailure) throw unknown(failure, attempt);
      const { kind } = Object(failure) as { kind?: unknown };
      // It is certain that nothing was bought, unless it was placed before or cancelled.
      if (kind !== undefined && kind !== 'outcome_unknown' && kind !== 'conflict') this.#placed.delete(attempt.id);
      throw failure;
    }
  }
}

function unknown(failure: CoreFailure, attempt: Attempt): Error {
  const text = `The purchase may have been made: look at the account before you buy again. ${failure.message}`;
  return errorFrom({ kind: 'outcome_unknown', text, details: [], attempt });
}

/** What a call brings in the end. */
async function answer<T>(begin: () => CoreCall, signal: AbortSignal | undefined): Promise<WithResponse<T>> {
  const [value, info] = (await finish(begin, signal)) as [T, ResponseInfo];
  return { value, info };
}
