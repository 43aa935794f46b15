import { configuration } from './given.js';
import type { ResponseInfo } from './types/common.js';

/** A value together with what is known of the exchange that brought it. */
export interface WithResponse<T> {
  /** What the carrier answered, typed. */
  value: T;
  /** Status, headers, request id, attempts and time. */
  info: ResponseInfo;
}

/** A call under way: a promise of its value. */
export class Call<T> extends Promise<T> {
  readonly #response: Promise<WithResponse<T>>;

  /** Made by clients. */
  constructor(response: Promise<WithResponse<T>>) {
    super((resolve, reject) => {
      response.then(({ value }) => resolve(value), reject);
    });
    this.#response = response;
  }

  /** The value together with status, headers, request id, attempts and time. */
  withResponse(): Promise<WithResponse<T>> {
    // Whoever asks for both does not await the value alone, so its failure is not left unhandled.
    this.catch(() => {});
    return this.#response;
  }

  /** What `then` makes is a promise like any other. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }
}

/**
 * A wait as a promise. It takes many exchanges, so there is no one to show: whoever asks for it, as of a
 * {@link Call}, is told so, and nothing is sent.
 */
export function waited<T>(begin: () => Promise<T>): Promise<T> {
  let refused: Error | undefined;
  const ended = Promise.resolve().then(() => {
    if (refused !== undefined) throw refused;
    return begin();
  });
  const withResponse = (): Promise<T> => {
    refused = configuration('A wait has no `withResponse`: it takes many exchanges. Await the wait itself.');
    ended.catch(() => {});
    return Promise.reject(refused);
  };
  return Object.defineProperty(ended, 'withResponse', { value: withResponse });
}
