// The entry of `telnum/emulator` for Node, Deno and Bun.
import { carriers } from './emulator-module.js';
import { file } from './file.js';
import './node.js';

carriers.comesFrom(file(() => new URL('./wasm/emulator_bg.wasm', import.meta.url)));

export * from './emulator.js';
