// The entry for what is bundled and runs in Node, such as a server: a bundle leaves files behind, so the core
// is inside the script. Only bundlers know the condition `module`.
import { core } from './core.js';
import { inside } from './inside.js';
import './node-host.js';
import text from './wasm/telnum.packed.js';

core.comesFrom(inside(text));

export * from './index.js';
