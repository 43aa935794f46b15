// Many calls at once: a client has a bounded number of connections.
import assert from 'node:assert/strict';

import { execute, runtimes, test, tool } from './testing.mjs';
import { sendJson, wireServer } from './wire-server.mjs';

for (const [runtime, [name, ...before]] of Object.entries(runtimes)) {
  test(`1,000 calls at once need few connections on ${runtime}, and fewer where the client says so`, async () => {
    const program = name === 'node' ? process.execPath : tool(name);
    // Kept ones, those of purchases, and some that the server has not seen end.
    for (const [most, bound] of [[192, ''], [40, '8']]) {
      const server = await wireServer((socket) => setTimeout(() => sendJson(socket), 2));
      // As on a host that allows few descriptors.
      const command = 'ulimit -n 256 && exec "$@"';
      const said = await execute('/bin/sh', ['-c', command, 'sh', program, ...before, 'parallel.mjs', server.url, bound]);
      // An answer that shows no order leaves a purchase unknown.
      assert.deepEqual(JSON.parse(said), { read: 900, outcome_unknown: 100 });
      assert.ok(server.most <= most, `${server.most} connections at a time`);
      server.close();
    }
  });
}
