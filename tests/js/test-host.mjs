// What hosts and their transports may and may not do.
import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';

import { attemptToJson, ConfigurationError, DecodeError, IdtExpress } from 'telnum';
import { Emulator } from 'telnum/emulator';

import { errorOf, test } from './testing.mjs';
import { sendBytes, sendJson, wireServer } from './wire-server.mjs';

const ORDER = { didGroupId: 16847, quantity: 2 };

test('through `fetch`, no purchase is sent to a carrier, and reads are', async () => {
  const urls = [];
  const send = async (url) => {
    urls.push(new URL(url).pathname);
    return new Response('{ "numbers": [], "meta": {} }', { headers: { 'content-type': 'application/json' } });
  };
  for (const environment of ['sandbox', 'live']) {
    const client = new IdtExpress({ apiKey: 'key', apiSecret: 'secret', environment, fetch: send });
    const error = await errorOf(() => client.createOrder(ORDER));
    assert.ok(error instanceof ConfigurationError && /relay/.test(error.message), error);
    assert.deepEqual(urls, []);
    await client.listNumbers();
    assert.deepEqual(urls.splice(0), ['/v1/dids/numbers']);
  }
});

test('through `fetch`, a relay is asked without keys, redirects are refused, and `mode` and `credentials` are never named', async () => {
  const seen = [];
  const fetch = async (url, init) => {
    seen.push({ url, ...init });
    return new Response(null, { status: 302, headers: { location: 'https://elsewhere.example' } });
  };
  const client = new IdtExpress({ baseUrl: 'https://relay.example/telnum', fetch, maxRetries: 0 });
  await assert.rejects(client.listNumbers(), { kind: 'transport' });
  assert.equal(seen.length, 1);
  assert.equal(seen[0].redirect, 'manual');
  assert.ok(!('mode' in seen[0]) && !('credentials' in seen[0]));
  assert.ok(!seen[0].headers.some(([name]) => ['user-agent', 'x-api-key'].includes(name)));
});

test('through an agent that keeps connections alive, no purchase is sent to a carrier', async () => {
  const agent = new Agent({ keepAlive: true });
  agent.createConnection = () => assert.fail('it connects');
  const client = new IdtExpress({ apiKey: 'key', apiSecret: 'secret', agent });
  assert.ok((await errorOf(() => client.createOrder(ORDER))) instanceof ConfigurationError);
});

test('an agent of the caller carries every request', async () => {
  const server = await wireServer((socket) => sendJson(socket));
  let connections = 0;
  class Counting extends Agent {
    createConnection(...how) {
      connections += 1;
      return super.createConnection(...how);
    }
  }
  const client = new IdtExpress({ ...server.options, agent: new Counting() });
  await client.listNumbers();
  await errorOf(() => client.createOrder(ORDER));
  assert.equal(connections, 2);
  server.close();
});

/** The error that reading a body ends with which says to be gzip. */
async function errorOfBody(bytes, options) {
  const server = await wireServer((socket) => sendBytes(socket, 'content-encoding: gzip', bytes));
  const error = await errorOf(() => new IdtExpress({ ...server.options, ...options }).listNumbers());
  server.close();
  return error;
}

test('a body that unpacks beyond the limit is not read', async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  const error = await errorOfBody(bomb, { maxBodyBytes: 1_000_000 });
  assert.ok(error instanceof DecodeError && /1000000/.test(error.message), error);
});

test('a body that is no gzip, though it says so, is a decode error', async () => {
  assert.ok((await errorOfBody(Buffer.from('{"numbers":[]}'))) instanceof DecodeError);
});

test('no secret shows in anything printed', async () => {
  const server = await wireServer((socket) => socket.destroy());
  const emulator = await Emulator.create();
  const keys = { apiKey: 'emulator-hidden', apiSecret: 'emulator-hidden-too' };
  const client = new IdtExpress({ ...keys, baseUrl: server.url, maxRetries: 0, headers: { 'x-relay': 'hidden-header' } });
  const emulated = emulator.idtExpress(keys);
  const page = await emulated.listNumbers().withResponse();
  const attempt = await client.prepareOrder(ORDER);
  const call = client.place(attempt);
  const things = [client, emulated, emulator, emulator.requests, page, attempt, attemptToJson(attempt), call, client.numbers()];
  things.push(await errorOf(() => call), await errorOf(() => client.listNumbers()));
  things.push(await errorOf(() => emulated.getOrder({ orderId: '0' })));
  emulator.script([{ status: 500, text: keys.apiSecret }]);
  things.push(await errorOf(() => emulated.createOrder(ORDER)), Object.getOwnPropertyDescriptors(client));
  const wrong = { ...keys, baseUrl: 'http://hidden@example.com' };
  things.push(await errorOf(async () => new IdtExpress(wrong)));
  for (const it of things) {
    const printed = [`${it}`, JSON.stringify(it), inspect(it, { depth: 20, showHidden: true, getters: true }), it.stack];
    assert.ok(!printed.join(' ').includes('hidden'), printed.join(' '));
  }
  assert.ok(server.requests.some(({ head }) => head.includes('hidden-too')), 'the secret was not sent');
  server.close();
});
