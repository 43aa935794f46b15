// The entry for Node, Deno and Bun: the core is read from its file at once, requests go by node:http.
import { core } from './core.js';
import { file } from './file.js';
import './node-host.js';

core.comesFrom(file(() => new URL('./wasm/telnum_bg.wasm', import.meta.url)));

export * from './index.js';
