// What an abort says of a purchase that it may have cut off too late.
import { causedBy } from './core.js';

/** How many purchases each signal can abort at present, and whether there were others when it did. */
const underWay = new WeakMap<AbortSignal, { purchases: number; isShared: boolean }>();

/**
 * Runs a purchase, or a step of one. Where its signal aborts it, `lost` says what may have been bought: that becomes
 * the `cause` of the signal's reason, which is thrown as it is. A reason that has a cause keeps it. So does one that
 * several purchases end with: it is one object, and one cause would stand for all of them.
 */
export async function orLost<T>(signal: AbortSignal | undefined, lost: () => Error | undefined, run: () => Promise<T>): Promise<T> {
  if (signal === undefined || signal.aborted) return run();
  const its = underWay.get(signal) ?? { purchases: 0, isShared: false };
  underWay.set(signal, its);
  its.purchases += 1;
  try {
    return await run();
  } catch (thrown) {
    const { aborted, reason } = signal as { aborted: boolean; reason: unknown };
    if (aborted && thrown === reason) {
      its.isShared ||= its.purchases > 1;
      if (!its.isShared && reason instanceof Error) causedBy(reason, lost());
    }
    throw thrown;
  } finally {
    its.purchases -= 1;
  }
}
