/** What reacts to each signal. One listener a signal, however many calls share it: Node warns of many. */
const shared = new WeakMap<AbortSignal, Reactions>();

/** Calls back, once, when a signal is aborted; brings what takes that back. Of one that is, nothing comes. */
export function onAbort(signal: AbortSignal | undefined, react: () => void): () => void {
  if (signal === undefined || signal.aborted) return () => {};
  let reactions = shared.get(signal);
  if (reactions === undefined) shared.set(signal, (reactions = new Reactions(signal)));
  return reactions.add(react);
}

class Reactions {
  readonly #signal: AbortSignal;
  readonly #all = new Set<() => void>();
  readonly #listener = (): void => {
    const all = [...this.#all];
    this.#all.clear();
    this.#signal.removeEventListener('abort', this.#listener);
    for (const react of all) react();
  };

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  add(react: () => void): () => void {
    // Of its own, so that the same function can be there twice.
    const own = (): void => react();
    if (this.#all.size === 0) this.#signal.addEventListener('abort', this.#listener);
    this.#all.add(own);
    return () => {
      if (this.#all.delete(own) && this.#all.size === 0) this.#signal.removeEventListener('abort', this.#listener);
    };
  }
}
