import { errorFrom } from './core.js';
import type { CallOptions } from './options.js';
import { onAbort } from './signals.js';
import { camelCase, snakeCase, withNames } from './spelling.js';
import type { Carrier } from './types/common.js';

/**
 * What a caller gave by name, in the core's spelling. What is undefined is left out.
 *
 * It is a copy, so that a getter of the caller's never runs, or throws, inside the core.
 */
export function named(given: object, wrong: (rule: string) => Error): Record<string, unknown> {
  if (!isNamed(given)) throw wrong('must be one object, with a name for each value');
  const named = new Map<string, unknown>();
  for (const [spelled, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const name = snakeCase(spelled);
    // Either might be what was meant, and one of them may be bought.
    if (named.has(name)) throw wrong(`must not have both \`${camelCase(name)}\` and \`${name}\`, which are the same`);
    named.set(name, value);
  }
  return Object.fromEntries(named);
}

/** Whether its members are all that it holds: those of a list, a `Map` or `Headers` are not. */
export function isNamed(given: unknown): given is object {
  return typeof given === 'object' && given !== null && !(Symbol.iterator in given);
}

/** A request with what its filter, its items or its attempts name in the core's spelling. */
export function asked(request: {
  filter?: object | undefined;
  items?: readonly object[];
  attempt?: object;
  attempts?: readonly object[];
}): object {
  // What has no names is refused by the core.
  if (!isNamed(request)) return request;
  const { filter, items, attempt, attempts } = request;
  const spelled = (given: object): object => (isNamed(given) ? withNames(given, snakeCase) : given);
  return {
    ...request,
    ...(isNamed(filter) && { filter: spelled(wanted(filter)) }),
    ...(Array.isArray(items) && { items: items.map(spelled) }),
    ...(isNamed(attempt) && { attempt: spelled(attempt) }),
    ...(Array.isArray(attempts) && { attempts: attempts.map(spelled) }),
  };
}

/**
 * A filter that is there and undefined, a lookup that failed perhaps, must not mean every one: as null, the core
 * refuses it.
 */
function wanted(filter: object): object {
  return Object.fromEntries(Object.entries(filter).map(([name, value]: [string, unknown]) => [name, value ?? null]));
}

/** The options of a call. */
export function callOptions(options: CallOptions): { timeoutMs: number | undefined; signal: AbortSignal | undefined } {
  if (!isNamed(options)) throw configuration("A call's options must be one object, with `signal` and `timeoutMs`.");
  // A misspelt deadline would be none.
  const unknown = Object.keys(options).find((name) => name !== 'signal' && name !== 'timeoutMs');
  if (unknown !== undefined) throw unsupported(unknown, 'a call takes `signal` and `timeoutMs`');
  const signal = options.signal ?? undefined;
  // Another realm's, or a polyfill's, is one too.
  if (signal !== undefined && typeof (signal as Partial<AbortSignal>).throwIfAborted !== 'function') {
    throw configuration('`signal` must be an AbortSignal.');
  }
  return { timeoutMs: milliseconds(options.timeoutMs), signal };
}

/** A time-out; what is no number becomes one that none can be, so that the core refuses it. */
export function milliseconds(given: unknown): number | undefined {
  if (given === undefined || given === null) return undefined;
  return typeof given === 'number' ? given : NaN;
}

/** Waits for what a caller promised, which may never come; an abort ends the wait, with the signal's reason. */
export async function unlessAborted<T>(promise: T | Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  let abort!: () => void;
  const aborted = new Promise<never>((_, reject) => (abort = () => reject(signal?.reason)));
  const forget = onAbort(signal, abort);
  try {
    if (signal?.aborted) abort();
    return await Promise.race([promise, aborted]);
  } finally {
    forget();
  }
}

/** What the core is told where code of the caller's failed. */
export class Failed {
  /** Why, for a person. */
  readonly failed: string;
  readonly #thrown: unknown;

  constructor(failed: string, thrown: unknown) {
    this.failed = failed;
    this.#thrown = thrown;
  }

  /** What it threw: the cause of the call's error. Not one of the members, so that nothing looks into it. */
  get thrown(): unknown {
    return this.#thrown;
  }
}

/** Arguments that are wrong, and that the core never sees. */
export function invalid(carrier: Carrier, text: string, field?: string): Error {
  const details = [{ origin: 'local' as const, detail: text, ...(field !== undefined && { field }) }];
  return errorFrom({ kind: 'invalid_input', carrier, text: `${text}.`, details });
}

/** An option that is none here. */
export function unsupported(option: string, why: string): Error {
  return configuration(`\`${option}\` is not supported here: ${why}.`);
}

/** Settings that cannot work. */
export function configuration(text: string): Error {
  return errorFrom({ kind: 'configuration', text, details: [] });
}
