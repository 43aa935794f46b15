// What hosts and their transports may and may not do.
import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { inspect } from 'node:util';

import { attemptToJson, ConfigurationError, IdtExpress, OutcomeUnknownError, TelnumError, TimeoutError } from 'telnum';
import { Emulator } from 'telnum/emulator';

import { errorOf, test } from './testing.mjs';
import { sendJson, wireServer } from './wire-server.mjs';

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
    assert.ok(error instanceof ConfigurationError, error);
    assert.deepEqual(urls, []);
    await client.listNumbers();
    assert.deepEqual(urls.splice(0), ['/v1/dids/numbers']);
  }
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
  const wrong = { ...keys, baseUrl: 'http://hidden@example.com' };
  things.push(await errorOf(async () => new IdtExpress(wrong)));
  for (const it of things) {
    const printed = [`${it}`, JSON.stringify(it), inspect(it, { depth: 20, showHidden: true, getters: true }), it.stack];
    assert.ok(!printed.join(' ').includes('hidden'), printed.join(' '));
  }
  assert.ok(server.requests.some(({ head }) => head.includes('hidden-too')), 'the secret was not sent');
  server.close();
});

test('errors are told apart by class, by copies of the package too, and survive JSON', async () => {
  const copy = await import('./node_modules/telnum/dist/index.js?copy').then(() => import('./node_modules/telnum/dist/error-classes.js?copy'));
  const emulator = await Emulator.create();
  const client = emulator.idtExpress();
  emulator.script([{ fault: 'reset_after' }]);
  const error = await errorOf(() => client.createOrder(ORDER));
  for (const known of [OutcomeUnknownError, copy.OutcomeUnknownError, TelnumError, Error]) assert.ok(error instanceof known);
  for (const other of [TimeoutError, copy.TimeoutError, TypeError]) assert.ok(!(error instanceof other));
  assert.equal(error.name, 'OutcomeUnknownError');
  assert.equal(String(error), `OutcomeUnknownError: ${error.message}`);
  const plain = JSON.parse(JSON.stringify(error));
  assert.equal(plain.message, error.message);
  assert.deepEqual(plain.attempt, error.attempt);
  assert.ok(structuredClone({ ...error }).kind === 'outcome_unknown');
});

test('a call that nobody awaits beside its response is not left unhandled', async () => {
  const unhandled = [];
  const listen = (reason) => unhandled.push(reason);
  process.on('unhandledRejection', listen);
  const emulator = await Emulator.create();
  const client = emulator.idtExpress();
  await client.getOrder({ orderId: '0' }).withResponse().catch(() => {});
  await client.getOrder({ orderId: '0' }).catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off('unhandledRejection', listen);
  assert.deepEqual(unhandled, []);
});
