// Both entries for Node in one: what `require` gets is bundled from this, so that they share one core.
export * as emulator from './emulator-node.js';
export * as telnum from './node.js';
