import { WasmModule } from './wasm-module.js';
import * as glue from './wasm/emulator.js';

/** The .wasm of the emulator. */
export const carriers = new WasmModule(glue);
