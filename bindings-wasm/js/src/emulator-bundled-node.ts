// The entry of `telnum/emulator` for what is bundled and runs in Node.
import './bundled-node.js';
import { carriers } from './emulator-module.js';
import { inside } from './inside.js';
import text from './wasm/emulator.packed.js';

carriers.comesFrom(inside(text));

export * from './emulator.js';
