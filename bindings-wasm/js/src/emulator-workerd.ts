// The entry of `telnum/emulator` for workerd.
import { carriers } from './emulator-module.js';
import compiled from './wasm/emulator_bg.wasm';
import './workerd.js';

carriers.comesFrom({ now: () => compiled });

export * from './emulator.js';
