import { Call, type WithResponse } from './call.js';
import { CoreFailure, errorFrom, finish, FromCore, guarded, Owned, type CoreCall, type CoreClient } from './core.js';
import { divide, unsupported, type CallOptions, type ClientOptions } from './options.js';
import type { CoreTokens } from './tokens.js';
import type { Attempt, Carrier } from './types/common.js';
import type { Begin } from './walks.js';

/** What the carriers' clients share: a client of the core, made when wanted. */
export class Channel {
  readonly #client: FromCore<CoreClient>;

  constructor(carrier: Carrier, options: ClientOptions, tokens?: CoreTokens) {
    const { host, logger, settings } = divide(options);
    this.#client = new FromCore((core) => new core.Client(carrier, settings, host, logger, tokens));
    void this.#client.now;
  }

  /** Calls an operation by its snake_case name; `read` makes its value what callers see. */
  call<T>(operation: string, request: object, options: CallOptions = {}, read: (value: T) => T = (value) => value): Call<T> {
    const run = async (): Promise<WithResponse<T>> => {
      const client = await this.#client.get();
      const begin = (): CoreCall => client.call(operation, { ...request }, milliseconds(options), options.signal);
      const { value, info } = await finish<WithResponse<T>>(begin, options.signal);
      return { value: read(value), info };
    };
    return new Call(run());
  }

  /** A validated attempt. */
  async prepare(request: object): Promise<Attempt> {
    const client = await this.#client.get();
    return JSON.parse(guarded(() => client.prepareOrder({ ...request }))) as Attempt;
  }

  /** Places an attempt, once. */
  place<T>(attempt: Attempt, options: CallOptions = {}): Call<T> {
    return new Call(this.#place(attempt, options));
  }

  /** Prepares and places. */
  order<T>(request: object, options: CallOptions = {}): Call<T> {
    return new Call(this.prepare(request).then((attempt) => this.#place<T>(attempt, options)));
  }

  /** A walk, by the name of its method. */
  walk(name: string, request: object, options: CallOptions): Begin {
    return async () => {
      const client = await this.#client.get();
      return new Owned(() => client.walk(name, { ...request }, milliseconds(options)));
    };
  }

  async #place<T>(attempt: Attempt, options: CallOptions): Promise<WithResponse<T>> {
    const client = await this.#client.get();
    try {
      const begin = (): CoreCall => client.place({ ...attempt }, milliseconds(options), options.signal);
      return await finish(begin, options.signal);
    } catch (failure) {
      if (!(failure instanceof CoreFailure)) throw failure;
      const text = `The purchase may have been made: look at the account before you buy again. ${failure.message}`;
      throw errorFrom({ kind: 'outcome_unknown', text, details: [], attempt });
    }
  }
}

/** An argument that is wrong, and that the core never sees. */
export function invalid(carrier: Carrier, field: string, detail: string): Error {
  const details = [{ origin: 'local' as const, field, detail }];
  return errorFrom({ kind: 'invalid_input', carrier, text: `${detail}.`, details });
}

/** What is no number becomes one that no time-out can be, so that the core refuses it. */
function milliseconds(options: CallOptions): number | undefined {
  // A misspelt deadline would be none.
  const unknown = Object.keys(options).find((name) => name !== 'signal' && name !== 'timeoutMs');
  if (unknown !== undefined) throw unsupported(unknown, 'a call takes `signal` and `timeoutMs`');
  const { timeoutMs } = options;
  return timeoutMs === undefined || typeof timeoutMs === 'number' ? timeoutMs : NaN;
}
