import type { WasmSource } from './init.js';

/** How a host reads a .wasm that comes with this package. */
export interface Loader {
  /** At once, where the host can. */
  readSync?(url: URL): BufferSource;
  /** From a place that the host can reach. */
  read(url: URL | string): Promise<BufferSource | Response>;
}

/** What wasm-bindgen writes for each module. */
interface Glue {
  default(source: { module_or_path: WebAssembly.Module | BufferSource | Promise<Response> | Response }): Promise<unknown>;
  initSync(source: { module: WebAssembly.Module | BufferSource }): unknown;
}

/** One .wasm and its glue, loaded when first wanted. */
export class WasmModule<G extends Glue> {
  readonly #glue: G;
  readonly #url: () => URL;
  #ready = false;
  #loading: Promise<void> | undefined;

  constructor(glue: G, url: () => URL) {
    this.#glue = glue;
    this.#url = url;
  }

  /** The glue, or nothing while the module is not loaded and cannot be loaded at once. */
  get now(): G | undefined {
    if (!this.#ready && loader.readSync !== undefined) {
      this.#glue.initSync({ module: loader.readSync(this.#url()) });
      this.#ready = true;
    }
    return this.#ready ? this.#glue : undefined;
  }

  /** The glue, once the module is loaded; from this source, if one is given and it is the first. */
  async load(source?: WasmSource): Promise<G> {
    if (source === undefined && this.now !== undefined) return this.#glue;
    this.#loading ??= this.#load(source).catch((failure: unknown) => {
      // The next call tries again.
      this.#loading = undefined;
      throw failure;
    });
    await this.#loading;
    return this.#glue;
  }

  async #load(source: WasmSource | undefined): Promise<void> {
    if (this.#ready) return;
    const place = source ?? this.#url();
    const found = typeof place === 'string' || place instanceof URL ? await loader.read(place) : (place as Response);
    await this.#glue.default({ module_or_path: found });
    this.#ready = true;
  }
}

let loader: Loader = {
  read: (url) => fetch(url),
};

/** Set once by the entry that the host's conditions chose. */
export function useLoader(chosen: Loader): void {
  loader = chosen;
}
