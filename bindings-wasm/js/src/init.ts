import { load } from './core.js';

/**
 * Where a .wasm comes from: a compiled `WebAssembly.Module`, its bytes, a `Response`, or a URL.
 *
 * (Not every host's types name these, so the type is wide.)
 */
export type WasmSource = object | string;

/**
 * Loads the core beforehand: from this source where the host cannot load it by its URL, such as a
 * worker that imports `telnum/telnum.wasm`. Without it, the first call loads the core.
 */
export async function init(source?: WasmSource): Promise<void> {
  await load(source);
}
