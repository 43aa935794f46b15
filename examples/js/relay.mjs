// A relay: pages and apps buy without a key. Here it is a server on this machine, before an emulator.
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { IdtExpress } from 'telnum';
import { Emulator } from 'telnum/emulator';
import { FileJournal } from 'telnum/journal';
import { Relay } from 'telnum/relay';

// The server: its client has the keys, and a journal by which each attempt is placed once.
const emulator = await Emulator.create({ seed: 7 });
const journal = new FileJournal(join(mkdtempSync(join(tmpdir(), 'telnum-')), 'orders.journal'));
const relay = new Relay(emulator.idtExpress({ journal }), {
  allow: ['list_did_groups', 'create_order', 'get_order'],
  // Here is the place to look at the session too: `request` is the server's own.
  check: ({ attempt }, request) => {
    if (request.headers.authorization !== 'Bearer a-session') return 'Sign in first.';
    return attempt === undefined || Number(attempt.arguments.quantity) <= 10 || 'Ten numbers at most.';
  },
  path: '/telnum',
});
const server = createServer(relay.node).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = Object(server.address());

// The page: the same client as everywhere, without keys.
const headers = { authorization: 'Bearer a-session' };
const client = new IdtExpress({ baseUrl: `http://127.0.0.1:${port}/telnum`, headers });
const [group] = await client.listDidGroups({ countryIso: 'BR' });
const order = await client.createOrder({ didGroupId: group.id, quantity: 2 });
console.log(order.id, order.status);
await client.createOrder({ didGroupId: group.id, quantity: 11 }).catch((error) => console.log(error.message));
server.close();
server.closeAllConnections();
