import { whileCurrent } from './core.js';

/** What a transport can prove. Where it cannot, core refuses to send a purchase to a carrier. */
export interface Abilities {
  /** It can send on a connection that was never used. */
  readonly freshConnection: boolean;
  /** It tells a connection that was never made from an answer that was lost. */
  readonly provesNotSent: boolean;
  /** One call is one request on the wire. */
  readonly oneWireRequest: boolean;
  /** It may send a `User-Agent` header; in a browser one would cost a preflight. */
  readonly namesUserAgent: boolean;
}

/** A plain HTTP request, ready to be sent. */
export interface HostRequest {
  readonly method: string;
  readonly url: string;
  /** Names, in lower case, and values by turns. */
  readonly headers: string[];
  readonly body: Uint8Array | undefined;
}

/** The limits of one request. */
export interface Limits {
  /** How long the whole exchange may take, every byte of the body included. */
  readonly timeoutMs: number;
  /** How many bytes the decoded body may have. */
  readonly maxBodyBytes: number;
  /** Whether the request needs a connection that was never used. */
  readonly freshConnection: boolean;
}

/** A whole answer, or why there is none: with its status and headers, where these came. */
export type Answer =
  | { readonly status: number; readonly headers: string[]; readonly body: Uint8Array }
  | {
      readonly status?: number | undefined;
      readonly headers?: string[] | undefined;
      /** `garbled`: not encoded as its headers say; `unusable`: the settings cannot work. */
      readonly failure: 'connect' | 'timeout' | 'broken' | 'too_large' | 'garbled' | 'unusable';
      /** True only when it is certain that not a byte of the request was sent. */
      readonly notSent: boolean;
      /** One line for a person, without any secret. */
      readonly text: string;
    };

/** Sends one request and brings one answer; rejects only with the signal's reason. */
export interface Transport {
  readonly abilities: Abilities;
  send(request: HostRequest, limits: Limits, signal: AbortSignal | undefined): Promise<Answer>;
}

/** What a client needs beside a transport: time, chance and settings. */
export interface Platform {
  sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void>;
  /** A wait that can be given up. */
  alarm(milliseconds: number): Alarm;
  /** Milliseconds since 1970 began. */
  now(): number;
  /** Milliseconds since some fixed moment; it never goes back. */
  elapsed(): number;
  /** A whole number of 32 bits. */
  random(): number;
  /** An environment variable, where there are such. */
  variable(name: string): string | undefined;
}

/** A wait that can be given up. */
export interface Alarm {
  /** Fulfilled when the time is up, or never. */
  readonly ended: Promise<void>;
  /** Lets go of the timer. */
  stop(): void;
}

/** A transport and a platform in the shape that the core calls. */
export class Host {
  readonly #transport: Transport;
  readonly #platform: Platform;

  constructor(transport: Transport, platform: Platform) {
    this.#transport = transport;
    this.#platform = platform;
  }

  get freshConnection(): boolean {
    return this.#transport.abilities.freshConnection;
  }

  get provesNotSent(): boolean {
    return this.#transport.abilities.provesNotSent;
  }

  get oneWireRequest(): boolean {
    return this.#transport.abilities.oneWireRequest;
  }

  get namesUserAgent(): boolean {
    return this.#transport.abilities.namesUserAgent;
  }

  send(
    method: string,
    url: string,
    headers: string[],
    body: Uint8Array | undefined,
    timeoutMs: number,
    maxBodyBytes: number,
    freshConnection: boolean,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    const limits = { timeoutMs, maxBodyBytes, freshConnection };
    return whileCurrent(this.#transport.send({ method, url, headers, body }, limits, signal));
  }

  sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    return whileCurrent(this.#platform.sleep(milliseconds, signal));
  }

  alarm(milliseconds: number): Alarm {
    const { ended, stop } = this.#platform.alarm(milliseconds);
    return { ended: whileCurrent(ended), stop };
  }

  now(): number {
    return this.#platform.now();
  }

  elapsed(): number {
    return this.#platform.elapsed();
  }

  random(): number {
    return this.#platform.random();
  }

  variable(name: string): string | undefined {
    return this.#platform.variable(name);
  }
}
