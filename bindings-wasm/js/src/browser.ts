// The entry for browsers, and for workers other than workerd: the core is unpacked when first wanted,
// requests go by fetch.
import { core } from './core.js';
import { packed } from './packed.js';
import text from './wasm/telnum.packed.js';

core.comesFrom(packed(text));

export * from './index.js';
