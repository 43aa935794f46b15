// The entry for Node, Deno and Bun: the core is read from its file at once, requests go by node:http.
import type { Agent } from 'node:http';

import { core } from './core.js';
import { file } from './file.js';
import { useTransport } from './options.js';
import { NodeTransport } from './transport/node.js';

core.comesFrom(file(() => new URL('./wasm/telnum_bg.wasm', import.meta.url)));
useTransport(({ agent, caCertificates }) => new NodeTransport(agent as Agent | undefined, caCertificates));

export * from './index.js';
