import type { Abilities, Answer, HostRequest, Limits, Transport } from '../host.js';
import { onAbort } from '../signals.js';
import { Body, codings, TooLarge } from './body.js';
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
    namesUserAgent: false,
  };

  constructor(chosen: typeof fetch | undefined) {
    // Called without a receiver: browsers' own refuse any other than the global one.
    this.#fetch = chosen ?? ((...request) => fetch(...request));
  }

  async send(request: HostRequest, limits: Limits, signal: AbortSignal | undefined): Promise<Answer> {
    const deadline = new Deadline(limits.timeoutMs, signal);
    let head: Head | undefined;
    const came = (it: Head): void => void (head = it);
    try {
      return await deadline.bound(this.#exchange(request, limits, deadline, came));
    } catch (failure) {
      signal?.throwIfAborted();
      // What is still under way is not waited for.
      deadline.abort();
      if (deadline.passed) return { ...deadline.answer(), ...head };
      const text = failure instanceof Error ? failure.message : 'the request failed';
      return { failure: failed(failure, head), notSent: false, text, ...head };
    } finally {
      deadline.clear();
    }
  }

  async #exchange(request: HostRequest, limits: Limits, deadline: Deadline, came: (head: Head) => void): Promise<Answer> {
    deadline.signal.throwIfAborted();
    const fetch = this.#fetch;
    const sent: [string, string][] = [];
    for (let at = 0; at + 1 < request.headers.length; at += 2) {
      sent.push([request.headers[at] ?? '', request.headers[at + 1] ?? '']);
    }
    // Neither `mode` nor `credentials`: some workers refuse them.
    const response = await fetch(request.url, {
      method: request.method,
      headers: sent,
      body: (request.body as Uint8Array<ArrayBuffer> | undefined) ?? null,
      redirect: 'manual',
      signal: deadline.signal,
    });
    const head = { status: response.status, headers: [...response.headers].flat() };
    came(head);
    const reader = response.body?.getReader();
    // A caller's own may not heed the signal.
    const leave = (): void => void reader?.cancel().catch(() => {});
    onAbort(deadline.signal, leave);
    if (deadline.signal.aborted) leave();
    const body = new Body(limits.maxBodyBytes, 0);
    for (;;) {
      const piece = await reader?.read();
      if (piece === undefined || piece.done) return { ...head, body: body.bytes };
      body.add(piece.value);
    }
  }
}

interface Head {
  status: number;
  headers: string[];
}

/** What a failure is, once the head is there: of a body that is packed `fetch` does not say why it ended. */
function failed(failure: unknown, head: Head | undefined): 'too_large' | 'garbled' | 'broken' {
  if (failure instanceof TooLarge) return 'too_large';
  const at = head?.headers.indexOf('content-encoding') ?? -1;
  return at >= 0 && codings(head?.headers[at + 1]).length > 0 ? 'garbled' : 'broken';
}
