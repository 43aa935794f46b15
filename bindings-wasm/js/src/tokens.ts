import { whileCurrent } from './core.js';
import { configuration, Failed } from './given.js';
import { onAbort } from './signals.js';

/**
 * Brings the bearer token that a request is sent with, without `Bearer`. It is asked before each request,
 * repeated ones too, so it should keep what it got; the wait counts towards the call's deadline.
 *
 * What it throws fails the call as the `cause` of an {@link AuthenticationError}, and nothing is sent.
 */
export type TokenSource = () => string | Promise<string>;

/** What a source of tokens brought. */
type Asked = { readonly text: string } | Failed;

/** A caller's source of tokens, as the core calls it. */
export class CoreTokens {
  readonly #source: TokenSource;

  constructor(source: TokenSource) {
    if (typeof source !== 'function') throw configuration('`tokenSource` must be a function that brings a token.');
    this.#source = source;
  }

  /** Rejects only with the signal's reason. */
  ask(signal: AbortSignal | undefined): Promise<Asked> {
    const asked = new Promise<Asked>((resolve, reject) => {
      const forget = onAbort(signal, () => reject(signal?.reason));
      void this.#ask().then((it) => {
        forget();
        resolve(it);
      });
    });
    return whileCurrent(asked);
  }

  async #ask(): Promise<Asked> {
    try {
      const token: unknown = await (0, this.#source)();
      return typeof token === 'string' ? { text: token } : new Failed(`it brought ${token === null ? 'null' : typeof token} instead of text`, undefined);
    } catch (thrown) {
      return new Failed(thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : 'it threw what is no Error', thrown);
    }
  }
}
