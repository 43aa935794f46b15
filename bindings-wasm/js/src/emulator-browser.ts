// The entry of `telnum/emulator` for browsers, and for workers other than workerd.
import './browser.js';
import { carriers } from './emulator-module.js';
import { packed } from './packed.js';
import text from './wasm/emulator.packed.js';

carriers.comesFrom(packed(text));

export * from './emulator.js';
