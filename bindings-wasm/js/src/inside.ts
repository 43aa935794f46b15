import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import type { Supply } from './wasm-module.js';
import { joined } from './wasm-streams.js';

/** A .wasm that is inside a script for Node: taken apart, gzipped, as base64. It is there at once. */
export function inside(text: string): Supply {
  return { now: () => joined(gunzipSync(Buffer.from(text, 'base64'))), read: async (url) => readFileSync(new URL(url)) };
}
