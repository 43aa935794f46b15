// The entry of `telnum/emulator` for Node, Deno and Bun.
import './node.js';

export * from './emulator.js';
