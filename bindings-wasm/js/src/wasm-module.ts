import type { WasmSource } from './init.js';

/** How a host comes by a .wasm; the entry that the host's conditions chose says it once for each. */
export interface Supply {
  /** The package's own, at once, where the host can. */
  now?(): WebAssembly.Module | BufferSource;
  /** The package's own, where it has to be waited for. */
  later?(): Promise<BufferSource>;
  /** One from a place that the caller names; by default it is fetched. */
  read?(place: URL | string): Promise<BufferSource | Response>;
}

/** What wasm-bindgen writes for each module. */
interface Glue {
  default(source: { module_or_path: WebAssembly.Module | BufferSource | Promise<Response> | Response }): Promise<unknown>;
  initSync(source: { module: WebAssembly.Module | BufferSource }): unknown;
}

/** One .wasm and its glue, loaded when first wanted. */
export class WasmModule<G extends Glue> {
  readonly #glue: G;
  #supply: Supply = {};
  #ready = false;
  #loading: Promise<void> | undefined;

  constructor(glue: G) {
    this.#glue = glue;
  }

  /** Says where it comes from. */
  comesFrom(supply: Supply): void {
    this.#supply = supply;
  }

  /** The glue, or nothing while the module is not loaded and cannot be loaded at once. */
  get now(): G | undefined {
    if (!this.#ready && this.#supply.now !== undefined) {
      this.#glue.initSync({ module: this.#supply.now() });
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
    await this.#glue.default({ module_or_path: await this.#found(source) });
    this.#ready = true;
  }

  async #found(source: WasmSource | undefined): Promise<WebAssembly.Module | BufferSource | Response> {
    const { later, read = (place) => fetch(place) } = this.#supply;
    if (typeof source === 'string' || source instanceof URL) return read(source);
    if (source !== undefined) return source as Response;
    if (later === undefined) throw new Error('This host cannot load the .wasm of telnum by itself: give `init` one.');
    return later();
  }
}
