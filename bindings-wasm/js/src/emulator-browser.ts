// The entry of `telnum/emulator` for browsers and workers.
export * from './emulator.js';
