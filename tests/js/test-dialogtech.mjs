// DialogTech: what entries cannot say.
import assert from 'node:assert/strict';

import { attemptFromJson, attemptToJson, ConflictError, DialogTech, OutcomeUnknownError } from 'telnum';
import { Emulator } from 'telnum/emulator';

import { errorOf, test } from './testing.mjs';
import { wireServer } from './wire-server.mjs';

const ORDER = { type: 'local', search: '312', quantity: 2 };

test('an attempt of DialogTech travels as canonical JSON, and is placed once', async () => {
  const emulator = await Emulator.create();
  const client = emulator.dialogTech();
  const attempt = attemptFromJson(attemptToJson(await client.prepareOrder({ ...ORDER, allowPartial: true })));
  assert.equal(attempt.operation, 'order_numbers');
  const { value, info } = await client.place(attempt).withResponse();
  assert.deepEqual([value.fulfilled, value.shortfall, info.httpStatus], [2, 0, 200]);
  assert.ok((await errorOf(() => client.place(attempt))) instanceof ConflictError);
  assert.equal(emulator.ledger.length, 1);
  await assert.rejects(emulator.idtExpress().place(attempt), { kind: 'invalid_input' });
});

test('an aborted order of DialogTech ends its connection, and is not sent again', async () => {
  const server = await wireServer(() => {});
  const client = new DialogTech({ baseUrl: server.url, accessKey: 'emulator-access-key', secretAccessKey: 'emulator-secret-access-key' });
  const controller = new AbortController();
  const reason = new Error('given up');
  const seen = server.seen();
  const end = client.orderNumbers(ORDER, { signal: controller.signal }).catch((error) => error);
  await seen;
  controller.abort(reason);
  assert.equal(await end, reason);
  await server.ended(0);
  assert.equal(server.requests.length, 1);
  const lost = await errorOf(() => client.orderNumbers(ORDER, { timeoutMs: 100 }));
  assert.ok(lost instanceof OutcomeUnknownError && lost.attempt.carrier === 'dialog_tech', lost);
  server.close();
});
