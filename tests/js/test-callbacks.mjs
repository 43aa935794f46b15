// What loggers, sources of tokens and handlers of signals do while a purchase is under way.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import { IdtExpress } from 'telnum';
import { Emulator } from 'telnum/emulator';

import { errorOf, test } from './testing.mjs';
import { sendJson, wireServer } from './wire-server.mjs';

const ORDER = { didGroupId: 16847, quantity: 1 };

test('a logger that calls telnum, aborts or throws in the middle of a purchase spoils neither it nor its answer', async () => {
  const emulator = await Emulator.create();
  const controller = new AbortController();
  const others = [];
  const meddle = (client) => {
    others.push(client.listNumbers(), client.createOrder(ORDER), client.prepareOrder(ORDER), client.getOrder({ orderId: '0' }).catch(() => {}));
    controller.abort('mine');
    throw new Error('mine');
  };
  let meddled = false;
  const debug = () => {
    if (meddled) return;
    meddled = true;
    meddle(client);
  };
  const client = emulator.idtExpress({ logger: { debug, info() { throw new WebAssembly.RuntimeError('unreachable'); } } });
  const order = await client.createOrder(ORDER, { signal: controller.signal });
  assert.equal(order.ordered, 1);
  await Promise.all(others);
  assert.equal(emulator.ledger.length, 2);
});

test('a handler of the signal that throws or calls telnum leaves the abort what it is', async () => {
  const server = await wireServer(() => {});
  const client = new IdtExpress(server.options);
  const controller = new AbortController();
  const others = [];
  const heard = [];
  const uncaught = (error) => heard.push(error.message);
  process.on('uncaughtException', uncaught);
  controller.signal.addEventListener('abort', () => {
    others.push(client.listNumbers({}, { timeoutMs: 50 }).catch((error) => error.kind));
    throw new Error('of the handler');
  });
  const seen = server.seen();
  const purchase = client.createOrder(ORDER, { signal: controller.signal }).catch((error) => error);
  await seen;
  controller.abort('mine');
  assert.equal(await purchase, 'mine');
  assert.deepEqual(await Promise.all(others), ['timeout']);
  await sleep(5);
  process.off('uncaughtException', uncaught);
  assert.deepEqual(heard, ['of the handler']);
  server.close();
});

test('a source of tokens that throws, brings nonsense or calls telnum harms no other call', async () => {
  const emulator = await Emulator.create();
  const other = emulator.didww();
  const sources = [
    () => { throw new RangeError('mine'); },
    () => { throw new WebAssembly.RuntimeError('unreachable'); },
    () => ({ then() { throw new Error('mine'); } }),
    async () => { await other.listDids(); throw undefined; },
    () => 7,
  ];
  for (const tokenSource of sources) {
    const error = await errorOf(() => emulator.didww({ tokenSource }).listDids());
    assert.equal(error.kind, 'authentication', error);
  }
  await emulator.didww({ apiVersion: '2026-11-19', tokenSource: async () => (await other.listDids(), 'emulator-token') }).listDids();
  await emulator.idtExpress().createOrder(ORDER);
});

test('many calls of one signal warn of nothing, in memory and over HTTP', async () => {
  const warnings = [];
  const warn = (warning) => warnings.push(warning.name);
  process.on('warning', warn);
  const server = await wireServer((socket) => setTimeout(() => sendJson(socket), 20));
  const { signal } = new AbortController();
  const emulator = await Emulator.create();
  for (const client of [new IdtExpress(server.options), emulator.idtExpress()]) {
    const walks = Array.from({ length: 20 }, () => client.numbers({}, { signal }).pages().next());
    await Promise.all([...walks, ...Array.from({ length: 40 }, () => client.listNumbers({}, { signal }))]);
  }
  await sleep(5);
  process.off('warning', warn);
  assert.deepEqual(warnings, []);
  server.close();
});
