import type { Agent, ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import type { Socket } from 'node:net';

import type { Abilities, Answer, HostRequest, Limits, Transport } from '../host.js';
import { onAbort } from '../signals.js';
import { authorities, checkAuthorities } from './authorities.js';
import { Body, codings, TooLarge } from './body.js';
import { Kept, looked, metered } from './connections.js';
import { Deadline } from './deadline.js';
import { Garbled, unpacked } from './gzip.js';

/**
 * `node:http` and `node:https`, in Node, Deno and Bun: one request on the wire, and none below it.
 *
 * Reads share kept-alive connections, except in Deno; a purchase gets one of its own.
 */
export class NodeTransport implements Transport {
  readonly #agent: Agent | undefined;
  readonly #certificates: string | undefined;
  readonly #pools: Partial<Record<'http' | 'https', Agent>> = {};
  readonly #kept = new Kept();
  #authorities: Promise<string[]> | undefined;

  readonly abilities: Abilities;

  constructor(agent: Agent | undefined, certificates: string | undefined) {
    // What is no text, core refuses.
    if (typeof certificates === 'string') checkAuthorities(certificates);
    this.#agent = agent;
    this.#certificates = certificates;
    this.abilities = {
      // An agent that keeps connections alive may hand a purchase one that was used before.
      freshConnection: agent === undefined || (agent as { keepAlive?: boolean }).keepAlive !== true,
      provesNotSent: true,
      oneWireRequest: true,
      namesUserAgent: true,
    };
  }

  async send(request: HostRequest, limits: Limits, signal: AbortSignal | undefined): Promise<Answer> {
    const deadline = new Deadline(limits.timeoutMs, signal);
    const exchange = new Exchange();
    try {
      return await deadline.bound(this.#exchange(request, limits, deadline, exchange));
    } catch (error) {
      signal?.throwIfAborted();
      // What is still under way is not waited for.
      deadline.abort();
      if (!deadline.passed) return { ...failureOf(error, exchange.wasSent), ...exchange.head };
      return exchange.wasSent ? { ...deadline.answer(), ...exchange.head } : neverConnected('no connection came in time');
    } finally {
      deadline.clear();
      exchange.over();
    }
  }

  async #exchange(request: HostRequest, limits: Limits, deadline: Deadline, exchange: Exchange): Promise<Answer> {
    const scheme = request.url.startsWith('https:') ? 'https' : 'http';
    const http = (modules[scheme] ??= scheme === 'https' ? await import('node:https') : await import('node:http'));
    const ca = scheme === 'https' && this.#certificates !== undefined ? await (this.#authorities ??= authorities(this.#certificates)) : undefined;
    // Deno (seen in 2.9) sends a request again by itself where a kept-alive connection ends under it.
    const fresh = limits.freshConnection || 'Deno' in globalThis;
    const pool = this.#agent === undefined && !fresh ? (this.#pools[scheme] ??= new http.Agent({ keepAlive: true, maxFreeSockets: MOST_IDLE })) : undefined;
    if (pool !== undefined) await looked(pool);
    deadline.signal.throwIfAborted();

    const options: RequestOptions & { ca?: string[] } = {
      method: request.method,
      agent: this.#agent ?? pool ?? false,
      headers: headersOf(request),
      maxHeaderSize: MOST_HEAD_BYTES,
      ...(ca && { ca }),
    };
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const under = exchange.begin(() => http.request(request.url, options, resolve));
      // Destroyed with an error of its own, so that what is under way always ends.
      const end = (why: Error): void => {
        exchange.look(under);
        reject(why);
        under.destroy(why);
      };
      under.on('socket', (socket) => exchange.on(socket, pool && this.#kept, end));
      under.on('information', () => exchange.informed(end));
      under.on('error', (error) => {
        exchange.look(under);
        reject(error);
      });
      // Nobody here speaks another protocol; its socket is this side's to end.
      under.on('upgrade', (_, socket) => {
        socket.destroy();
        reject(switched());
      });
      under.on('close', () => reject(new Error('the connection was closed before the answer')));
      onAbort(deadline.signal, () => end(new Error('given up')));
      if (request.body === undefined) under.end();
      else under.end(request.body);
    });
    return read(answer, limits.maxBodyBytes, deadline, exchange);
  }
}

/** Imported when wanted, and once: it takes a while even where the module is there. */
const modules: Partial<Record<'http' | 'https', Pick<typeof import('node:http'), 'Agent' | 'request'>>> = {};

/** What is known of one request. It counts as sent unless the contrary is certain. */
class Exchange {
  wasSent = false;
  /** Status and headers, once they are there. */
  head: { status: number; headers: string[] } | undefined;
  #looked = false;
  #informed = 0;
  #over: (() => void)[] = [];

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

  /** Has a connection; before the answer only so much may come on it. */
  on(socket: Socket, kept: Kept | undefined, end: (why: Error) => void): void {
    let bytes = 0;
    const forget = metered(socket, (more) => {
      bytes += more;
      if (this.head === undefined && bytes > MOST_BYTES_BEFORE) end(new Error(`more than ${MOST_HEAD_BYTES} bytes came before the answer`));
    });
    kept?.taken(socket);
    this.#over.push(forget, () => kept?.left(socket));
  }

  /** An answer came that only informs. */
  informed(end: (why: Error) => void): void {
    this.#informed += 1;
    if (this.#informed === MOST_INFORMING + 1) end(new Error(`more than ${MOST_INFORMING} answers that only inform came before the answer`));
  }

  /** The answer was read, or nobody waits for it any more. */
  over(): void {
    for (const end of this.#over.splice(0)) end();
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

function switched(): Error {
  return new Error('the server switched protocols instead of answering');
}

function headersOf(request: HostRequest): Record<string, string> {
  const headers: Record<string, string> = { 'accept-encoding': 'gzip' };
  for (let at = 0; at + 1 < request.headers.length; at += 2) {
    headers[request.headers[at] ?? ''] = request.headers[at + 1] ?? '';
  }
  // Said beforehand, or the body would go in chunks.
  if (request.body !== undefined) headers['content-length'] = String(request.body.length);
  return headers;
}

async function read(answer: IncomingMessage, maxBodyBytes: number, deadline: Deadline, exchange: Exchange): Promise<Answer> {
  const { statusCode: status = 0, rawHeaders: headers } = answer;
  if (status === 101) throw switched();
  if (headers.length > 2 * MOST_HEADERS) throw new Error(`the answer has more than ${MOST_HEADERS} headers`);
  exchange.head = { status, headers };
  const packed = await bodyOf(answer, maxBodyBytes, deadline);
  exchange.over();
  return { status, headers, body: await unpacked(packed, codings(answer.headers['content-encoding']), maxBodyBytes) };
}

function bodyOf(answer: IncomingMessage, most: number, deadline: Deadline): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const body = new Body(most, Number(answer.headers['content-length']));
    onAbort(deadline.signal, () => answer.destroy(new Error('given up')));
    answer.on('data', (piece: Uint8Array) => {
      try {
        body.add(piece);
      } catch (failure) {
        answer.removeAllListeners('data');
        reject(failure);
      }
    });
    answer.on('error', reject);
    answer.on('close', () => reject(new Error('the connection was closed before the answer was whole')));
    answer.on('end', () => {
      if (answer.complete) resolve(body.bytes);
    });
  });
}

function failureOf(error: unknown, wasSent: boolean): Answer {
  const { message, code = '', syscall } = error as { message?: string; code?: string; syscall?: string };
  const text = message || code || 'the request failed';
  if (error instanceof Unusable) return { failure: 'unusable', notSent: true, text };
  if (error instanceof TooLarge) return { failure: 'too_large', notSent: false, text };
  if (error instanceof Garbled) return { failure: 'garbled', notSent: false, text };
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

// Beyond what real gateways send, and bounded.
const MOST_HEADERS = 512;
const MOST_HEAD_BYTES = 256 * 1024;
const MOST_INFORMING = 64;
// The piece that ends a head may hold the beginning of its body.
const MOST_BYTES_BEFORE = MOST_HEAD_BYTES + 64 * 1024;
// As many as a client has requests under way.
const MOST_IDLE = 64;
