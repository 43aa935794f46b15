import type { Agent, IncomingMessage, RequestOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';

import type { Abilities, Answer, Limits, Request, Transport } from '../host.js';
import { Deadline } from './deadline.js';
import { join } from './fetch.js';

/**
 * `node:http` and `node:https`, in Node, Deno and Bun: one request on the wire, and none below it.
 *
 * Reads share kept-alive connections; a purchase gets one of its own.
 */
export class NodeTransport implements Transport {
  readonly #agent: Agent | undefined;
  readonly #certificates: string | undefined;
  readonly #pools: Partial<Record<'http' | 'https', Agent>> = {};

  readonly abilities: Abilities;

  constructor(agent: Agent | undefined, certificates: string | undefined) {
    this.#agent = agent;
    this.#certificates = certificates;
    this.abilities = {
      // An agent that keeps connections alive may hand a purchase one that was used before.
      freshConnection: agent === undefined || (agent as { keepAlive?: boolean }).keepAlive !== true,
      provesNotSent: true,
      oneWireRequest: true,
      readsHeaders: true,
      namesUserAgent: true,
    };
  }

  async send(request: Request, limits: Limits, signal: AbortSignal | undefined): Promise<Answer> {
    const sent = { atAll: false };
    const deadline = new Deadline(limits.timeoutMs, signal);
    try {
      return await this.#exchange(request, limits, deadline, sent);
    } catch (failure) {
      signal?.throwIfAborted();
      if (deadline.passed) return deadline.answer(!sent.atAll);
      const unsent = !sent.atAll || neverConnected(failure);
      return { failure: unsent ? 'connect' : 'broken', notSent: unsent, text: describe(failure) };
    } finally {
      deadline.clear();
    }
  }

  async #exchange(request: Request, limits: Limits, deadline: Deadline, sent: Sent): Promise<Answer> {
    const scheme = request.url.startsWith('https:') ? 'https' : 'http';
    const http = scheme === 'https' ? await import('node:https') : await import('node:http');
    const ca = scheme === 'https' ? await this.#authorities() : undefined;
    deadline.signal.throwIfAborted();

    const options: RequestOptions & { ca?: string[] } = {
      method: request.method,
      agent: this.#agent ?? (limits.freshConnection ? false : (this.#pools[scheme] ??= new http.Agent({ keepAlive: true }))),
      headers: headersOf(request),
      ...(ca && { ca }),
    };
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const under = http.request(request.url, options, resolve);
      under.on('error', reject);
      under.once('socket', (socket) => watch(socket, sent));
      // Destroyed with an error of its own, so that what is under way always ends.
      deadline.signal.addEventListener('abort', () => under.destroy(new Error('aborted')), { once: true });
      if (request.body === undefined) under.end();
      else under.end(request.body);
    });
    sent.atAll = true;
    return read(answer, limits.maxBodyBytes, deadline);
  }

  /** Node's own authorities and the caller's: naming some replaces all others. */
  async #authorities(): Promise<string[] | undefined> {
    if (this.#certificates === undefined) return undefined;
    const { rootCertificates } = await import('node:tls');
    return [...rootCertificates, this.#certificates];
  }
}

/** Whether any byte of a request may have been sent. */
interface Sent {
  atAll: boolean;
}

function headersOf(request: Request): Record<string, string> {
  const headers: Record<string, string> = { 'accept-encoding': 'gzip' };
  for (let at = 0; at + 1 < request.headers.length; at += 2) {
    headers[request.headers[at] ?? ''] = request.headers[at + 1] ?? '';
  }
  // Said beforehand, or the body would go in chunks.
  if (request.body !== undefined) headers['content-length'] = String(request.body.length);
  return headers;
}

/** Nothing is written before the connection stands, encryption included. */
function watch(socket: Socket, sent: Sent): void {
  const { encrypted, secureConnecting } = socket as Socket & { encrypted?: boolean; secureConnecting?: boolean };
  const waiting = encrypted === true ? secureConnecting !== false : socket.connecting === true;
  if (!waiting) sent.atAll = true;
  else socket.once(encrypted === true ? 'secureConnect' : 'connect', () => (sent.atAll = true));
}

async function read(answer: IncomingMessage, maxBodyBytes: number, deadline: Deadline): Promise<Answer> {
  let body: Readable = answer;
  const encoding = answer.headers['content-encoding'];
  if (encoding === 'gzip' || encoding === 'x-gzip') {
    const { createGunzip } = await import('node:zlib');
    const plain = createGunzip();
    answer.on('error', (failure) => plain.destroy(failure));
    body = answer.pipe(plain);
  }
  const abort = (): unknown => body.destroy(new Error('aborted'));
  deadline.signal.addEventListener('abort', abort, { once: true });
  deadline.signal.throwIfAborted();

  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > maxBodyBytes) {
      deadline.abort();
      return { failure: 'too_large', notSent: false, text: `the answer is larger than ${maxBodyBytes} bytes` };
    }
    chunks.push(chunk);
  }
  if (!answer.complete) throw new Error('the connection was closed before the answer was whole');
  return { status: answer.statusCode ?? 0, headers: answer.rawHeaders, body: join(chunks, length) };
}

/** Failures of making a connection, of which Bun tells by code alone. */
function neverConnected(failure: unknown): boolean {
  const { syscall, code } = failure as { syscall?: string; code?: string };
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  return ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ConnectionRefused'].includes(code ?? '');
}

function describe(failure: unknown): string {
  const { message, code } = failure as { message?: string; code?: string };
  return message || code || 'the request failed';
}
