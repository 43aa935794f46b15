import type { Abilities, Answer, Limits, Request, Transport } from '../host.js';
import { Deadline } from './deadline.js';

/**
 * `fetch`, in browsers and workers, or a caller's own.
 *
 * It may put one request on the wire twice, hides a redirect, and does not tell a refused connection
 * from a lost answer. So it proves nothing, and core sends no purchase to a carrier through it.
 */
export class FetchTransport implements Transport {
  readonly #fetch: typeof fetch;

  readonly abilities: Abilities = {
    freshConnection: false,
    provesNotSent: false,
    oneWireRequest: false,
    readsHeaders: false,
    namesUserAgent: false,
  };

  constructor(chosen: typeof fetch | undefined) {
    // Called without a receiver: browsers' own refuse any other than the global one.
    this.#fetch = chosen ?? ((...request) => fetch(...request));
  }

  async send(request: Request, limits: Limits, signal: AbortSignal | undefined): Promise<Answer> {
    const deadline = new Deadline(limits.timeoutMs, signal);
    try {
      return await deadline.bound(this.#exchange(request, limits, deadline));
    } catch (failure) {
      signal?.throwIfAborted();
      if (deadline.passed) return deadline.answer();
      const text = failure instanceof Error ? failure.message : 'the request failed';
      return { failure: 'broken', notSent: false, text };
    } finally {
      deadline.clear();
    }
  }

  async #exchange(request: Request, limits: Limits, deadline: Deadline): Promise<Answer> {
    deadline.signal.throwIfAborted();
    const fetch = this.#fetch;
    const headers: [string, string][] = [];
    for (let at = 0; at + 1 < request.headers.length; at += 2) {
      headers.push([request.headers[at] ?? '', request.headers[at + 1] ?? '']);
    }
    // Neither `mode` nor `credentials`: some workers refuse them.
    const response = await fetch(request.url, {
      method: request.method,
      headers,
      body: (request.body as Uint8Array<ArrayBuffer> | undefined) ?? null,
      redirect: 'manual',
      signal: deadline.signal,
    });
    const chunks: Uint8Array[] = [];
    let length = 0;
    const reader = response.body?.getReader();
    // A caller's own may not heed the signal.
    const leave = (): void => void reader?.cancel().catch(() => {});
    deadline.signal.addEventListener('abort', leave, { once: true });
    if (deadline.signal.aborted) leave();
    for (;;) {
      const chunk = await reader?.read();
      if (chunk === undefined || chunk.done) break;
      length += chunk.value.length;
      if (length > limits.maxBodyBytes) {
        deadline.abort();
        const text = `the answer is larger than ${limits.maxBodyBytes} bytes`;
        return { failure: 'too_large', notSent: false, text };
      }
      chunks.push(chunk.value);
    }
    return { status: response.status, headers: [...response.headers].flat(), body: join(chunks, length) };
  }
}

/** One array of all bytes; without a copy where there is one chunk. */
export function join(chunks: Uint8Array[], length: number): Uint8Array {
  const [only] = chunks;
  if (only !== undefined && chunks.length === 1) return only;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
