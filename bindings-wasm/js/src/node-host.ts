// Node, Deno and Bun send by node:http.
import type { Agent } from 'node:http';

import { useTransport } from './options.js';
import { NodeTransport } from './transport/node.js';

useTransport(({ agent, caCertificates }) => new NodeTransport(agent as Agent | undefined, caCertificates));
