// The entry for Node, Deno and Bun: the core is read from its file at once, requests go by node:http.
import { readFileSync } from 'node:fs';
import type { Agent } from 'node:http';

import { useTransport } from './options.js';
import { NodeTransport } from './transport/node.js';
import { useLoader } from './wasm-module.js';

useLoader({ readSync: (url) => readFileSync(url), read: async (url) => readFileSync(new URL(url)) });
useTransport(({ agent, caCertificates }) => new NodeTransport(agent as Agent | undefined, caCertificates));

export * from './index.js';
