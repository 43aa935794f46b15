import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import type { Supply } from './wasm-module.js';
import { join } from './wasm-streams.js';

/** A .wasm that is inside a script for Node: split into streams, gzipped, as base64. It is there at once. */
export function inside(text: string): Supply {
  return { now: () => join(gunzipSync(Buffer.from(text, 'base64'))), read: async (url) => readFileSync(new URL(url)) };
}
