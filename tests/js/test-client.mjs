// What clients and their values do, as their users see it.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

import { attemptFromJson, attemptToJson, InvalidInputError, OutcomeUnknownError, TelnumError, TimeoutError } from 'telnum';
import { Emulator } from 'telnum/emulator';

import { errorOf, test } from './testing.mjs';

const order = { didGroupId: 16847, quantity: 1 };

test('an attempt travels as canonical JSON', async () => {
  const client = (await Emulator.create()).idtExpress();
  const attempt = await client.prepareOrder(order);
  const text = attemptToJson(attempt);
  assert.deepEqual(Object.keys(JSON.parse(text)).filter((name) => name !== name.toLowerCase()), []);
  assert.deepEqual(attemptFromJson(text), attempt);
  assert.equal((await client.place(attemptFromJson(text))).ordered, 1);
  assert.throws(() => attemptFromJson('[]'), InvalidInputError);
  await assert.rejects(client.place({}), InvalidInputError);
});

test('withResponse brings status and attempts, and a call is a promise', async () => {
  const client = (await Emulator.create()).idtExpress();
  const call = client.listNumbers();
  assert.ok(call instanceof Promise && call.then(() => 1).constructor === Promise);
  const { value, info } = await client.listNumbers().withResponse();
  assert.deepEqual([value.numbers.length, info.httpStatus, info.attempts], [4, 200, 1]);
  await assert.rejects(client.getOrder({ orderId: 'nope' }).withResponse(), { kind: 'not_found' });
});

test('a walk is lazy, goes by pages, and each loop walks anew', async () => {
  const emulator = await Emulator.create();
  const walk = emulator.idtExpress().numbers({ pageSize: 2 });
  assert.equal(emulator.requests.length, 0);
  for await (const number of walk) { assert.ok(number.e164); break; }
  assert.equal(emulator.requests.length, 1);
  const pages = [];
  for await (const page of walk.pages()) pages.push(page.numbers.length);
  // A full page may be followed by another, whatever the total says: the last is empty.
  assert.deepEqual(pages, [2, 2, 0]);
});

test("a getter that throws is the caller's own error, and the client goes on", async () => {
  const client = (await Emulator.create()).idtExpress();
  const mine = new Error('mine');
  await assert.rejects(client.createOrder({ get quantity() { throw mine; } }), (error) => error === mine);
  assert.equal((await client.createOrder(order)).ordered, 1);
});

test('errors are told apart by class, by copies of the package too, and survive JSON', async () => {
  // What `require` gets has classes of its own.
  const copy = createRequire(import.meta.url)('telnum');
  assert.notEqual(copy.OutcomeUnknownError, OutcomeUnknownError);
  const emulator = await Emulator.create();
  const client = emulator.idtExpress();
  emulator.script([{ fault: 'reset_after' }]);
  const error = await errorOf(() => client.createOrder(order));
  for (const known of [OutcomeUnknownError, copy.OutcomeUnknownError, TelnumError, Error]) assert.ok(error instanceof known);
  for (const other of [TimeoutError, copy.TimeoutError, TypeError]) assert.ok(!(error instanceof other));
  assert.ok(!(new Error('x') instanceof copy.OutcomeUnknownError));
  class Own extends OutcomeUnknownError {}
  assert.ok(!(error instanceof Own));
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
