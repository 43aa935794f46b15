import { errorClasses } from './error-classes.js';
import { TelnumError } from './error.js';
import { read, type Message } from './message.js';
import { spelled } from './names.js';
import { readers } from './records.js';
import type { ErrorInfo } from './types/common.js';
import { WasmModule } from './wasm-module.js';
import * as glue from './wasm/telnum.js';

export type { Call as CoreCall, Client as CoreClient } from './wasm/telnum.js';

/** The .wasm of the core. */
export const core = new WasmModule(glue);
let generation = 0;

/** Which core it is: what an earlier one remembered is gone. */
export const coreNumber = (): number => generation;

/** Something made by the core: made when wanted, and anew after the core was replaced. */
export class FromCore<T> {
  readonly #make: (core: typeof glue) => T;
  #made: { value: T; generation: number } | undefined;

  constructor(make: (core: typeof glue) => T) {
    this.#make = make;
  }

  /** It, where the core is loaded or can be loaded at once. */
  get now(): T | undefined {
    if (this.#made?.generation === generation) return this.#made.value;
    const loaded = core.now;
    if (loaded === undefined) return undefined;
    this.#made = { value: guarded(() => this.#make(loaded)), generation };
    return this.#made.value;
  }

  /** It, once the core is loaded. */
  async get(): Promise<T> {
    await core.load();
    return this.now as T;
  }
}

/** Something of the core that one of us owns; it ends with the core that made it. */
export class Owned<T extends { free(): void }> {
  readonly #value: T;
  readonly #born = generation;

  constructor(make: () => T) {
    this.#value = guarded(make);
  }

  /** Runs core code on it. */
  run<R>(run: (value: T) => R): R {
    if (this.#born !== generation) throw replaced();
    return guarded(() => run(this.#value));
  }

  /** Drops it. A replaced core has nothing left, and its objects are not the new one's. */
  free(): void {
    if (this.#born === generation) this.#value.free();
  }
}

/** All that a message of the core says. */
export function said(message: unknown): unknown[] {
  return read(message as Message, readers);
}

/** Runs a call to its end, and brings what it says. What it waits for rejects only with the reason of an aborted signal. */
export async function finish(begin: () => glue.Call, signal: AbortSignal | undefined): Promise<unknown[]> {
  signal?.throwIfAborted();
  const call = new Owned(begin);
  try {
    const resume = (): unknown[] | undefined => call.run((it) => it.resume());
    for (let waiting = resume(); waiting !== undefined; waiting = resume()) await oneOf(waiting);
    try {
      return said(call.run((it) => it.outcome()));
    } catch (failure) {
      if (failure instanceof TelnumError) causedBy(failure, call.run((it) => it.cause));
      throw failure;
    }
  } finally {
    call.free();
  }
}

/** Gives an error what is behind it, where there is something, and it has no cause of its own; as `new Error` does, not to be listed. */
export function causedBy(error: Error, cause: unknown): void {
  if (cause === undefined || 'cause' in error || !Object.isExtensible(error)) return;
  Object.defineProperty(error, 'cause', { value: cause, configurable: true, writable: true });
}

/** A promise for the core. One that outlives its core never settles: nobody is there to hear of it. */
export function whileCurrent<T>(promise: Promise<T>): Promise<T> {
  const born = generation;
  return new Promise((resolve, reject) => {
    promise.then(
      (value) => born === generation && resolve(value),
      (reason: unknown) => born === generation && reject(reason),
    );
  });
}

/** Waits for one of these, unless the core is replaced meanwhile. */
async function oneOf(waiting: unknown[]): Promise<void> {
  let giveUp!: (failure: Error) => void;
  const given = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  underWay.add(giveUp);
  try {
    await Promise.race([...waiting, given]);
  } finally {
    underWay.delete(giveUp);
  }
}

const underWay = new Set<(failure: Error) => void>();

/** Runs core code: its errors become TelnumErrors, and after a trap the core is replaced. */
export function guarded<T>(run: () => T): T {
  try {
    return run();
  } catch (thrown) {
    // The core throws errors as messages.
    if (Array.isArray(thrown)) throw errorOfCore(thrown);
    if (thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError) {
      generation += 1;
      glue.__wbg_reset_state();
      for (const giveUp of underWay) giveUp(replaced());
      throw replaced(thrown);
    }
    throw thrown;
  }
}

/** The error of the class for its kind. */
export function errorFrom(info: ErrorInfo): TelnumError {
  return new (errorClasses[info.kind] ?? TelnumError)(info);
}

/** The error that a message of the core says; what the carrier says in it stays as it is. */
export function errorOfCore(message: unknown): TelnumError {
  const [info] = said(message) as [ErrorInfo];
  const details = info.details.map((it) => (it.origin === 'local' && it.detail !== undefined ? { ...it, detail: spelled(it.detail) } : it));
  return errorFrom({ ...info, text: spelled(info.text), details });
}

/** A trap is a fault of telnum's own. Its memory may be half changed, so nothing in it is used again. */
export class CoreFailure extends Error {}

function replaced(trap?: Error): Error {
  const said = trap === undefined ? 'in another call' : `(${trap.message})`;
  return new CoreFailure(`The core of telnum failed ${said}; it was started anew. This is a fault of telnum: please report it.`, { cause: trap });
}
