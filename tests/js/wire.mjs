// What reaches the wire, in Node, Deno and Bun: prints what failed, and exits with 1 if anything did.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';

import { IdtExpress, OutcomeUnknownError, TimeoutError, TransportError } from 'telnum';

import { tests as answers } from './wire-answers.mjs';
import { sendJson, wireServer } from './wire-server.mjs';

const order = { didGroupId: 16847, quantity: 1 };
const posts = ({ requests }) => requests.filter(({ method }) => method === 'POST').length;
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const silent = () => {};

/** What a runtime sends again by itself comes a little later. */
const settled = () => pause(300);

const tests = {
  async 'a purchase on a warmed client is one request, on a connection of its own'() {
    const server = await wireServer((socket, { method }) => (method === 'POST' ? socket.destroy() : sendJson(socket)));
    const client = new IdtExpress(server.options);
    await client.listNumbers();
    await client.listNumbers();
    const before = server.connections;
    await assert.rejects(client.createOrder(order), OutcomeUnknownError);
    await settled();
    assert.equal(posts(server), 1);
    assert.equal(server.connections, before + 1);
    server.close();
  },
  async 'a purchase that is never answered is one request, and its outcome is unknown'() {
    const server = await wireServer(silent);
    const client = new IdtExpress(server.options);
    await assert.rejects(client.createOrder(order, { timeoutMs: 300 }), OutcomeUnknownError);
    await settled();
    assert.equal(posts(server), 1);
    server.close();
  },
  async 'a read whose warmed connection drops is one request an attempt'() {
    let warmed = false;
    const server = await wireServer((socket) => {
      if (warmed) return socket.destroy();
      warmed = true;
      return sendJson(socket);
    });
    const client = new IdtExpress({ ...server.options, maxRetries: 0 });
    await client.listNumbers();
    await pause(50);
    await assert.rejects(client.listNumbers(), TransportError);
    await settled();
    assert.equal(server.requests.length, 2);
    server.close();
  },
  async 'a refused connection has sent nothing'() {
    const server = await wireServer(silent);
    server.close();
    await pause(50);
    const client = new IdtExpress({ ...server.options, maxRetries: 0 });
    await assert.rejects(client.createOrder(order), { kind: 'connect' });
  },
  async 'a connection that never became secure has sent nothing'() {
    for (const end of [(socket) => socket.destroy(), (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), silent]) {
      const server = createServer((socket) => socket.on('error', () => {}).once('data', () => end(socket)));
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const options = { baseUrl: `https://127.0.0.1:${server.address().port}`, apiKey: 'emulator-key', apiSecret: 'emulator-secret' };
      const client = new IdtExpress({ ...options, maxRetries: 0, timeoutMs: 500 });
      // Bun does not tell how far it came.
      await assert.rejects(client.createOrder(order), { kind: 'Bun' in globalThis ? 'outcome_unknown' : 'connect' });
      server.close();
    }
  },
  async 'a purchase that was sent over TLS is one request, and its outcome is unknown'() {
    for (const end of [(socket) => socket.destroy(), silent]) {
      const server = await wireServer(end, { secure: true });
      const client = new IdtExpress({ ...server.options, timeoutMs: 1000 });
      await assert.rejects(client.createOrder(order), OutcomeUnknownError);
      await settled();
      assert.equal(posts(server), 1);
      server.close();
    }
  },
  async 'an aborted call closes its connection'() {
    const server = await wireServer(silent);
    const controller = new AbortController();
    const reason = new Error('given up');
    const client = new IdtExpress(server.options);
    const seen = server.seen();
    const end = assert.rejects(client.listNumbers({}, { signal: controller.signal }), (error) => error === reason);
    await seen;
    controller.abort(reason);
    await end;
    await server.ended(0);
    assert.equal(server.requests.length, 1);
    server.close();
  },
  async 'the deadline holds against a drip'() {
    const server = await wireServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n');
      const drip = setInterval(() => socket.write(' '), 20);
      socket.on('close', () => clearInterval(drip));
    });
    const client = new IdtExpress({ ...server.options, maxRetries: 0 });
    const start = performance.now();
    await assert.rejects(client.listNumbers({}, { timeoutMs: 500 }), TimeoutError);
    const over = performance.now() - start - 500;
    assert.ok(over > -5 && over < 100, `${over} ms over`);
    server.close();
  },
};

let failed = 0;
const only = process.argv[2] ?? '';
for (const [name, run] of Object.entries({ ...tests, ...answers })) {
  if (!name.includes(only)) continue;
  // A runtime that hangs shall not hang the run.
  const late = pause(30_000).then(() => Promise.reject(new Error('no end in 30 s')));
  await Promise.race([run(), late]).catch((error) => {
    failed += 1;
    console.log(`${name}: ${error.message}`);
  });
}
process.exit(failed === 0 ? 0 : 1);
