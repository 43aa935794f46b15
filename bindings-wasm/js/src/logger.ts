import { said } from './core.js';
import { spelled } from './names.js';
import type { LogEvent, LogLevel } from './types/common.js';

/**
 * Takes a client's events: `console` is one, and so are the loggers of many packages.
 *
 * Each method is given one line for a person and the event itself. Events of a method that is not there
 * are not even made, so `{ warn: console.warn }` hears of failed calls only. What a method throws, or
 * what it promised in vain, is dropped: logging never fails a call.
 */
export interface Logger {
  /** A request is over. */
  debug?(text: string, event: LogEvent): unknown;
  /** A call has succeeded. */
  info?(text: string, event: LogEvent): unknown;
  /** A call has failed. */
  warn?(text: string, event: LogEvent): unknown;
}

/** A caller's logger, as the core calls it. */
export class CoreLogger {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Whether this has any of the methods. */
  static takes(logger: Logger): boolean {
    return typeof logger === 'object' && logger !== null && Object.values(methods).some((name) => has(logger, name));
  }

  wants(level: LogLevel): boolean {
    return has(this.#logger, methods[level]);
  }

  log(message: unknown): void {
    try {
      const [event] = said(message) as [LogEvent];
      event.text = spelled(event.text);
      const promised = this.#logger[methods[event.level]]?.(event.text, event);
      if (promised instanceof Promise) promised.catch(() => {});
    } catch {
      // There is nobody left to tell.
    }
  }
}

/** Whether it has this method; one that cannot be read is none. */
function has(logger: Logger, name: keyof Logger): boolean {
  try {
    return typeof logger[name] === 'function';
  } catch {
    return false;
  }
}

const methods = { debug: 'debug', info: 'info', warning: 'warn' } as const;
