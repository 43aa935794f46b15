// The entry for workerd, which compiles no .wasm by itself: it comes as a compiled module.
import { core } from './core.js';
import compiled from './wasm/telnum_bg.wasm';

core.comesFrom({ now: () => compiled });

export * from './index.js';
