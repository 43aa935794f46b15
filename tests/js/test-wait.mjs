// Waiting for an order, watching it, and leaving walks.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import { IdtExpress, InvalidInputError, TimeoutError } from 'telnum';
import { Emulator } from 'telnum/emulator';

import { errorOf, test } from './testing.mjs';
import { sendJson, wireServer } from './wire-server.mjs';

const ORDER = { didGroupId: 16847, quantity: 3 };

/** An emulator, a client of it, and an order that was just made. */
async function ordered() {
  const emulator = await Emulator.create();
  const client = emulator.idtExpress();
  const { id: orderId } = await client.createOrder(ORDER);
  return { emulator, client, orderId };
}

const state = ({ status, fulfilled, delivery }) => `${status} ${fulfilled} ${delivery}`;
const STATES = ['created 0 moving', 'processing 0 moving', 'complete 3 delivered'];

test('a wait shows each change in order, then brings the order in the end', async () => {
  const { client, orderId } = await ordered();
  const seen = [];
  const order = await client.waitForOrder({ orderId, onProgress: (it) => void seen.push(it) });
  assert.deepEqual(seen.map(state), STATES);
  assert.equal(order, seen.at(-1));
  assert.deepEqual(order, await client.getOrder({ orderId }));
  assert.equal(JSON.parse(JSON.stringify(order)).delivery, 'delivered');
});

test('a watch shows the same; each loop watches anew, and nothing is asked before it is wanted', async () => {
  const { emulator, client, orderId } = await ordered();
  const watch = client.watchOrder({ orderId });
  const asked = emulator.requests.length;
  await sleep(5);
  assert.equal(emulator.requests.length, asked);
  const seen = [];
  for await (const order of watch) seen.push(state(order));
  assert.deepEqual(seen, STATES);
  for await (const order of watch) seen.push(state(order));
  assert.deepEqual(seen.slice(STATES.length), STATES.slice(-1));
});

test('a wait that is asked for its exchange says at once that it has none, and asks the carrier nothing', async () => {
  const { emulator, client, orderId } = await ordered();
  const asked = emulator.requests.length;
  const seen = [];
  const wait = client.waitForOrder({ orderId, onProgress: () => seen.push(1) });
  await assert.rejects(wait.withResponse(), { name: 'ConfigurationError', message: /withResponse/ });
  await assert.rejects(wait, { name: 'ConfigurationError' });
  for (const walk of [client.numbers(), client.orders(), client.watchOrder({ orderId })]) assert.equal(walk.withResponse, undefined);
  await sleep(20);
  assert.deepEqual([emulator.requests.length, seen], [asked, []]);
});

test('a wait of weeks is no wait of nothing: its requests have their time', async () => {
  const order = { id: 'x', status: 'Complete', order_items: [{ id: 1, status: 'Fulfilled - Complete' }] };
  const server = await wireServer((socket) => setTimeout(() => sendJson(socket, { order }), 50));
  const client = new IdtExpress({ ...server.options, maxRetries: 0 });
  const end = await client.waitForOrder({ orderId: 'x' }, { timeoutMs: 30 * 86_400_000 });
  assert.equal(end.status, 'complete');
  server.close();
});

test('what a progress callback throws ends the wait, and so does what it promised in vain', async () => {
  const { emulator, client, orderId } = await ordered();
  const mine = new Error('mine');
  for (const onProgress of [() => { throw mine; }, async () => { throw mine; }]) {
    const asked = emulator.requests.length;
    await assert.rejects(client.waitForOrder({ orderId, onProgress }), (error) => error === mine);
    assert.equal(emulator.requests.length, asked + 1);
  }
  // A promise that it returns is awaited.
  const said = [];
  await client.waitForOrder({ orderId, onProgress: async ({ status }) => { await sleep(1); said.push(status); } });
  assert.deepEqual(said, ['created', 'processing', 'complete']);
});

test('a progress callback that never ends is left when the wait is aborted', async () => {
  const { client, orderId } = await ordered();
  const reason = new Error('given up');
  for (const pause of [0, 5]) {
    const controller = new AbortController();
    const onProgress = () => {
      if (pause === 0) controller.abort(reason);
      else setTimeout(() => controller.abort(reason), pause);
      return new Promise(() => {});
    };
    const wait = client.waitForOrder({ orderId, onProgress }, { signal: controller.signal });
    const end = await Promise.race([wait.catch((error) => error), sleep(1000, 'late')]);
    assert.equal(end, reason);
  }
});

test('a wait whose time is up brings the order seen last', async () => {
  const { client, orderId } = await ordered();
  const error = await errorOf(() => client.waitForOrder({ orderId }, { timeoutMs: 1000 }));
  assert.ok(error instanceof TimeoutError && error.order.id === orderId, error);
  assert.equal(JSON.parse(JSON.stringify(error)).order.status, error.order.status);
});

test('a callback that is no function is refused, and nothing is sent', async () => {
  const { emulator, client, orderId } = await ordered();
  const asked = emulator.requests.length;
  for (const onProgress of [7, null, {}, 'log']) {
    await assert.rejects(client.waitForOrder({ orderId, onProgress }), (error) => error instanceof InvalidInputError && error.details[0].field === 'onProgress');
  }
  await assert.rejects(client.watchOrder({ orderId, onProgress() {} })[Symbol.asyncIterator]().next(), InvalidInputError);
  assert.equal(emulator.requests.length, asked);
});

const STEPS = {
  'a wait': (client, how) => client.waitForOrder({ orderId: 'a' }, how),
  'a watch': (client, how) => client.watchOrder({ orderId: 'a' }, how)[Symbol.asyncIterator]().next(),
  'a walk over numbers': (client, how) => client.numbers({}, how)[Symbol.asyncIterator]().next(),
  'a walk over orders': (client, how) => client.orders({}, how).pages().next(),
};

for (const [what, begin] of Object.entries(STEPS)) {
  test(`${what} that is aborted rejects with the reason, and its request ends`, async () => {
    const server = await wireServer(() => {});
    const client = new IdtExpress(server.options);
    const controller = new AbortController();
    const reason = new Error('given up');
    const seen = server.seen();
    const end = begin(client, { signal: controller.signal }).then(() => 'no error', (error) => error);
    await seen;
    controller.abort(reason);
    assert.equal(await end, reason);
    await server.ended(0);
    assert.equal(server.requests.length, 1);
    server.close();
  });
}

test('a wait that is aborted in a pause asks nothing more', async () => {
  const moving = { order: { id: 'a', status: 'Processing', order_items: [] } };
  const server = await wireServer((socket) => sendJson(socket, moving));
  const controller = new AbortController();
  const reason = new Error('given up');
  const wait = new IdtExpress(server.options).waitForOrder({ orderId: 'a', onProgress: () => void setTimeout(() => controller.abort(reason), 20) }, { signal: controller.signal });
  await assert.rejects(wait, (error) => error === reason);
  await sleep(800);
  assert.equal(server.requests.length, 1);
  server.close();
});

test('a walk that is left gives up the request under way, and asks nothing more', async () => {
  const server = await wireServer(() => {});
  const client = new IdtExpress(server.options);
  for (const walk of [client.numbers(), client.orders(), client.watchOrder({ orderId: 'a' })]) {
    const connection = server.requests.length;
    const iterator = walk[Symbol.asyncIterator]();
    const seen = server.seen();
    const next = iterator.next();
    await seen;
    assert.deepEqual(await iterator.return(), { done: true, value: undefined });
    assert.deepEqual(await next, { done: true, value: undefined });
    await server.ended(connection);
    assert.equal((await iterator.next()).done, true);
  }
  const early = client.numbers()[Symbol.asyncIterator]();
  const next = early.next();
  await early.return();
  assert.equal((await next).done, true);
  assert.equal(server.requests.length, 3);
  server.close();
});

test('walks and waits leave no listener on their signal', async () => {
  const { client, orderId } = await ordered();
  const { signal } = new AbortController();
  let listening = 0;
  for (const [method, change] of [['addEventListener', 1], ['removeEventListener', -1]]) {
    const original = signal[method];
    signal[method] = function changed(...given) {
      listening += change;
      return original.apply(this, given);
    };
  }
  for await (const number of client.numbers({ pageSize: 2 }, { signal })) assert.ok(number.number);
  await client.waitForOrder({ orderId }, { signal });
  assert.equal(listening, 0);
});
