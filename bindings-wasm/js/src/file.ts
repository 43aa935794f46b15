import { readFileSync } from 'node:fs';

import { errorFrom } from './core.js';
import type { Supply } from './wasm-module.js';

/** A .wasm of this package as a file: in Node, Deno and Bun. */
export function file(place: () => URL): Supply {
  return { now: () => readBeside(place), read: async (url) => readFileSync(new URL(url)) };
}

function readBeside(place: () => URL): BufferSource {
  try {
    return readFileSync(place());
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : 'it cannot be read';
    const text = `The .wasm of telnum is not beside its script (${said}). A bundler for Node leaves it behind: tell it that telnum is external.`;
    throw errorFrom({ kind: 'configuration', text, details: [] });
  }
}
