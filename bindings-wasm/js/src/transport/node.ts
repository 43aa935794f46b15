import type { Agent, ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';

import { configuration } from '../given.js';
import type { Abilities, Answer, Limits, Request, Transport } from '../host.js';
import { Deadline } from './deadline.js';
import { join } from './fetch.js';

/**
 * `node:http` and `node:https`, in Node, Deno and Bun: one request on the wire, and none below it.
 *
 * Reads share kept-alive connections, except in Deno; a purchase gets one of its own.
 */
export class NodeTransport implements Transport {
  readonly #agent: Agent | undefined;
  readonly #certificates: string | undefined;
  readonly #pools: Partial<Record<'http' | 'https', Agent>> = {};

  readonly abilities: Abilities;

  constructor(agent: Agent | undefined, certificates: string | undefined) {
    // What is no text, core refuses.
    if (typeof certificates === 'string' && !certificates.includes('-----BEGIN CERTIFICATE-----')) {
      throw configuration('`ca_certificates` holds no PEM certificate.');
    }
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
    const deadline = new Deadline(limits.timeoutMs, signal);
    const exchange = new Exchange();
    try {
      return await deadline.bound(this.#exchange(request, limits, deadline, exchange));
    } catch (error) {
      signal?.throwIfAborted();
      if (deadline.passed) return exchange.wasSent ? deadline.answer() : neverConnected('no connection came in time');
      return failureOf(error, exchange.wasSent);
    } finally {
      deadline.clear();
    }
  }

  async #exchange(request: Request, limits: Limits, deadline: Deadline, exchange: Exchange): Promise<Answer> {
    const scheme = request.url.startsWith('https:') ? 'https' : 'http';
    const http = scheme === 'https' ? await import('node:https') : await import('node:http');
    const ca = scheme === 'https' ? await this.#authorities() : undefined;
    deadline.signal.throwIfAborted();

    // Deno (seen in 2.9) sends a request again by itself where a kept-alive connection ends under it.
    const fresh = limits.freshConnection || 'Deno' in globalThis;
    const pooled = (): Agent => (this.#pools[scheme] ??= new http.Agent({ keepAlive: true }));
    const options: RequestOptions & { ca?: string[] } = {
      method: request.method,
      agent: this.#agent ?? (fresh ? false : pooled()),
      headers: headersOf(request),
      ...(ca && { ca }),
    };
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const under = exchange.begin(() => http.request(request.url, options, resolve));
      under.on('error', (error) => {
        exchange.look(under);
        reject(error);
      });
      // Nobody here speaks another protocol; its socket is this side's to end.
      under.on('upgrade', (answer, socket) => {
        socket.destroy();
        resolve(answer);
      });
      under.on('close', () => reject(new Error('the connection was closed before the answer')));
      // Destroyed with an error of its own, so that what is under way always ends.
      const giveUp = (): void => {
        exchange.look(under);
        under.destroy(new Error('given up'));
      };
      deadline.signal.addEventListener('abort', giveUp, { once: true });
      if (request.body === undefined) under.end();
      else under.end(request.body);
    });
    return read(answer, limits.maxBodyBytes, deadline);
  }

  /** Node's own authorities and the caller's: naming some replaces all others. */
  async #authorities(): Promise<string[] | undefined> {
    if (this.#certificates === undefined) return undefined;
    const { rootCertificates } = await import('node:tls');
    return [...rootCertificates, this.#certificates];
  }
}

/** What is known of one request. It counts as sent unless the contrary is certain. */
class Exchange {
  wasSent = false;
  #looked = false;

  /** Makes the request; what is thrown is about settings that cannot work. */
  begin(make: () => ClientRequest): ClientRequest {
    try {
      const under = make();
      this.wasSent = true;
      return under;
    } catch (error) {
      throw new Unusable(error instanceof Error ? error.message : 'the request could not be made');
    }
  }

  /**
   * Looks, when the request fails or is about to be ended, whether its connection stands, and is secure:
   * nothing is written before. The first look counts, for what was ended says no more how far it had come.
   */
  look(under: ClientRequest): void {
    if (this.#looked) return;
    this.#looked = true;
    const socket = under.socket as (Socket & { secureConnecting?: boolean }) | null | undefined;
    // Bun's sockets do not tell.
    const tells = (process.versions as { bun?: string }).bun === undefined;
    this.wasSent = !(tells && (socket?.connecting === true || socket?.secureConnecting === true));
  }
}

/** The request could not even be made. */
class Unusable extends Error {}

function headersOf(request: Request): Record<string, string> {
  const headers: Record<string, string> = { 'accept-encoding': 'gzip' };
  for (let at = 0; at + 1 < request.headers.length; at += 2) {
    headers[request.headers[at] ?? ''] = request.headers[at + 1] ?? '';
  }
  // Said beforehand, or the body would go in chunks.
  if (request.body !== undefined) headers['content-length'] = String(request.body.length);
  return headers;
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

function failureOf(error: unknown, wasSent: boolean): Answer {
  const { message, code = '', syscall } = error as { message?: string; code?: string; syscall?: string };
  const text = message || code || 'the request failed';
  if (error instanceof Unusable) return { failure: 'unusable', notSent: true, text };
  if (code.startsWith('Z_')) return { failure: 'garbled', notSent: false, text };
  // A certificate is looked at before anything is sent.
  const never = !wasSent || syscall === 'connect' || syscall === 'getaddrinfo' || CONNECTING.test(code);
  return never ? neverConnected(text) : { failure: 'broken', notSent: false, text };
}

function neverConnected(text: string): Answer {
  return { failure: 'connect', notSent: true, text };
}

// The rest are certificates that this side refused.
const CONNECTING =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ConnectionRefused|CERT_.*|UNABLE_TO_.*|.*SELF_SIGNED_CERT.*|ERR_TLS_CERT_.*)$/;
