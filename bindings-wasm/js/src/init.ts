import { core } from './core.js';

/**
 * Where a .wasm comes from: a compiled `WebAssembly.Module`, its bytes, a `Response`, or a URL.
 *
 * (Not every host's types name these, so the type is wide.)
 */
export type WasmSource = object | string;

/**
 * Loads the core beforehand: the package's own, or from this source. Without it, the first call loads
 * the core.
 */
export async function init(source?: WasmSource): Promise<void> {
  await core.load(source);
}
