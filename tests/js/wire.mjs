// What reaches the wire, in Node, Deno and Bun: prints what failed, and exits with 1 if anything did.
import assert from 'node:assert/strict';

import { IdtExpress, OutcomeUnknownError, TimeoutError, TransportError } from 'telnum';

import { rawServer, WHOLE } from './raw-server.mjs';

const keys = { apiKey: 'emulator-key', apiSecret: 'emulator-secret' };
const order = { didGroupId: 16847, quantity: 1 };
const posts = ({ requests }) => requests.filter((line) => line.startsWith('POST')).length;
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const tests = {
  async 'a purchase on a warmed client is one request, on a connection of its own'() {
    const { url, seen, stop } = await rawServer((line, socket) => (line.startsWith('POST') ? socket.destroy() : socket.write(WHOLE)));
    const client = new IdtExpress({ ...keys, baseUrl: url });
    await client.listNumbers();
    await client.listNumbers();
    const before = seen.connections;
    await assert.rejects(client.createOrder(order), OutcomeUnknownError);
    await pause(300);
    assert.equal(posts(seen), 1);
    assert.equal(seen.connections, before + 1);
    stop();
  },
  async 'a purchase that is never answered is one request, and its outcome is unknown'() {
    const { url, seen, stop } = await rawServer(() => {});
    const client = new IdtExpress({ ...keys, baseUrl: url });
    await assert.rejects(client.createOrder(order, { timeoutMs: 300 }), OutcomeUnknownError);
    await pause(300);
    assert.equal(posts(seen), 1);
    stop();
  },
  async 'a read whose warmed connection drops is one request an attempt'() {
    let warmed = false;
    const { url, seen, stop } = await rawServer((line, socket) => {
      if (warmed) return socket.destroy();
      warmed = true;
      return socket.write(WHOLE);
    });
    const client = new IdtExpress({ ...keys, baseUrl: url, maxRetries: 0 });
    await client.listNumbers();
    await pause(50);
    await assert.rejects(client.listNumbers(), TransportError);
    await pause(300);
    assert.equal(seen.requests.length, 2);
    stop();
  },
  async 'a refused connection has sent nothing'() {
    const { url, stop } = await rawServer(() => {});
    stop();
    await pause(50);
    const client = new IdtExpress({ ...keys, baseUrl: url, maxRetries: 0 });
    await assert.rejects(client.createOrder(order), { kind: 'connect' });
  },
  async 'an aborted call closes its connection'() {
    const { url, seen, stop } = await rawServer(() => {});
    const controller = new AbortController();
    const reason = new Error('given up');
    const client = new IdtExpress({ ...keys, baseUrl: url });
    setTimeout(() => controller.abort(reason), 200);
    await assert.rejects(client.listNumbers({}, { signal: controller.signal }), (error) => error === reason);
    await pause(200);
    assert.equal(seen.closed, 1);
    assert.equal(seen.requests.length, 1);
    stop();
  },
  async 'the deadline holds against a drip'() {
    const { url, stop } = await rawServer((line, socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n`);
      const drip = setInterval(() => socket.write(' '), 20);
      socket.on('close', () => clearInterval(drip));
    });
    const client = new IdtExpress({ ...keys, baseUrl: url, maxRetries: 0 });
    const start = performance.now();
    await assert.rejects(client.listNumbers({}, { timeoutMs: 500 }), TimeoutError);
    const over = performance.now() - start - 500;
    assert.ok(over > -5 && over < 100, `${over} ms over`);
    stop();
  },
};

let failed = 0;
for (const [name, run] of Object.entries(tests)) {
  // A runtime that hangs shall not hang the run.
  const late = pause(10_000).then(() => Promise.reject(new Error('no end in 10 s')));
  await Promise.race([run(), late]).catch((error) => {
    failed += 1;
    console.log(`${name}: ${error.message}`);
  });
}
process.exit(failed === 0 ? 0 : 1);
