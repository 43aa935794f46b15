import type { Platform } from './host.js';
import { onAbort } from './signals.js';
import { timer } from './timer.js';

/** The clock, chance and settings of any JavaScript host. */
export const platform: Platform = {
  sleep(milliseconds, signal) {
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        stop();
        reject(signal?.reason);
      };
      const forget = onAbort(signal, abort);
      const stop = timer(milliseconds, () => {
        forget();
        resolve();
      });
      if (signal?.aborted) abort();
    });
  },
  alarm(milliseconds) {
    let stop!: () => void;
    const ended = new Promise<void>((resolve) => {
      stop = timer(milliseconds, resolve);
    });
    return { ended, stop };
  },
  now: () => Date.now(),
  elapsed: () => performance.now(),
  random: () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0,
  variable(name) {
    const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
    try {
      return process?.env?.[name];
    } catch {
      // Deno asks for a permission, which may be denied.
      return undefined;
    }
  },
};
