import type { ClientOptions } from './client-options.js';
import { configuration, isNamed, milliseconds, named, unsupported } from './given.js';
import { Host, type Transport } from './host.js';
import { CoreJournal, type Journal } from './journal.js';
import { CoreLogger, type Logger } from './logger.js';
import { isNear } from './names.js';
import { platform } from './platform.js';
import { camelCase } from './spelling.js';
import { CoreTokens, type TokenSource } from './tokens.js';
import { FetchTransport } from './transport/fetch.js';

/** What one call may have that differs from its client. */
export interface CallOptions {
  /** Aborts the call: it rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Milliseconds that this call may take in all. */
  timeoutMs?: number | undefined;
}

/** How a host sends; the entry that the host's conditions chose sets it once. */
type TransportMaker = (options: Pick<ClientOptions, 'agent' | 'caCertificates'>) => Transport;

/** Sends through `fetch`, the host's or this one. */
function overFetch({ agent, caCertificates }: Parameters<TransportMaker>[0], own?: typeof fetch): Transport {
  if (agent !== undefined) throw unsupported('agent', 'agents are for Node, Deno and Bun, and `fetch` takes none');
  if (caCertificates !== undefined) throw unsupported('caCertificates', '`fetch` trusts what its host trusts');
  return new FetchTransport(own);
}

let makeTransport: TransportMaker = overFetch;

export function useTransport(maker: TransportMaker): void {
  makeTransport = maker;
}

/** Names the host of an emulator's clients. Nobody but an emulator has this symbol. */
export const overHost: unique symbol = Symbol('host');

/** A client's options in the core's spelling. */
export function clientOptions(options: ClientOptions): Record<string, unknown> {
  return named(options, (rule) => configuration(`A client's options ${rule}.`));
}

/** Takes apart what is for the host and what is for the core. */
export function divide(options: ClientOptions & { [overHost]?: Host }): {
  host: Host;
  logger: CoreLogger | undefined;
  tokens: CoreTokens | undefined;
  journal: CoreJournal | undefined;
  settings: object;
} {
  const { agent, fetch: own, logger: given, journal, token_source: source, timeout_ms: timeout, ...settings } = clientOptions(options);
  if (settings['proxy'] !== undefined) {
    throw unsupported('proxy', 'JavaScript hosts have no proxy of their own. Give an `agent` that goes through it');
  }
  for (const name of Object.keys(settings)) {
    // Core knows the others.
    const meant = ['agent', 'fetch', 'logger', 'journal'].find((known) => isNear(name, known));
    if (meant !== undefined) throw configuration(`\`${camelCase(name)}\` is not an option of a client (did you mean \`${meant}\`?).`);
  }
  if ('timeout' in settings) throw unsupported('timeout', 'give `timeoutMs`, in milliseconds');
  const limit = milliseconds(timeout);
  // The core counts in seconds.
  if (limit !== undefined) settings['timeout'] = limit / 1000;
  if (own !== undefined && typeof own !== 'function') throw configuration('`fetch` must be a function.');
  if (agent !== undefined && (typeof agent !== 'object' || agent === null)) throw configuration('`agent` must be an agent, such as an `https.Agent`.');
  const logger = given as Logger | undefined;
  if (logger !== undefined && !CoreLogger.takes(logger)) {
    throw configuration('`logger` must be an object with a method `debug`, `info` or `warn`.');
  }
  const { headers } = settings;
  if (typeof headers === 'object' && headers !== null) {
    if (!isNamed(headers)) throw configuration('`headers` must be an object of names and texts, which `Object.fromEntries(headers)` may make.');
    settings['headers'] = { ...headers };
  }
  const ours = { agent, caCertificates: settings['ca_certificates'] as string | undefined };
  const transport = (): Transport => (own === undefined ? makeTransport(ours) : overFetch(ours, own as typeof fetch));
  return {
    host: options[overHost] ?? new Host(transport(), platform),
    logger: logger && new CoreLogger(logger),
    tokens: source === undefined ? undefined : new CoreTokens(source as TokenSource),
    journal: journal === undefined ? undefined : new CoreJournal(journal as Journal),
    settings,
  };
}
