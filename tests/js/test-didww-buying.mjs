// DIDWW: a number's life, from the search to its end, and orders that go another way.
import assert from 'node:assert/strict';
import { inspect } from 'node:util';

import { attemptFromJson, attemptToJson, InvalidInputError, OutcomeUnknownError } from 'telnum';
import { Emulator } from 'telnum/emulator';

import { errorOf, test } from './testing.mjs';

const DAY_S = 86_400;
const PASSWORD = 'trunk-1234567890';

/** The group of Berlin, and what costs less than 2 a month there. */
async function affordable(client) {
  const { didGroups } = await client.listDidGroups({ filter: { areaName: 'Berlin', isAvailable: true }, include: ['stock_keeping_units'] });
  const [group] = didGroups;
  return { group, sku: group.stockKeepingUnits.find((it) => Number(it.monthlyPrice) < 2) };
}

test('a number of Berlin is chosen, held, bought, routed, let end, and taken back', async () => {
  const emulator = await Emulator.create();
  const client = emulator.didww();
  const { group, sku } = await affordable(client);
  const ofGroup = { didGroupId: group.id };
  const [offered] = (await client.listAvailableDids({ filter: ofGroup })).availableDids;
  const { didReservation: held } = await client.createDidReservation({ availableDidId: offered.id });
  assert.deepEqual((await client.listAvailableDids({ filter: { ...ofGroup, id: offered.id } })).availableDids, []);

  const created = await client.createOrder({ items: [{ skuId: sku.id, didReservationId: held.id }] });
  assert.deepEqual([created.status, created.disagreements], ['pending', []]);
  const seen = [];
  const order = await client.waitForOrder({ orderId: created.id, onProgress: ({ status }) => void seen.push(status) });
  assert.deepEqual(seen, ['pending', 'completed']);
  const { dids } = await client.listDids({ filter: { orderId: order.id } });
  assert.deepEqual(dids.map((it) => it.e164), [offered.e164]);
  const [{ id: didId }] = dids;

  const { voiceInTrunk: trunk } = await client.createSipTrunk({ name: 'office', host: 'sip.example.com' });
  await client.updateDid({ didId, voiceInTrunkId: trunk.id, description: 'reception' });
  const { did: routed } = await client.getDid({ didId, include: ['voice_in_trunk'] });
  assert.deepEqual([routed.voiceInTrunk.name, routed.description], ['office', 'reception']);
  assert.equal((await client.updateDid({ didId, clear: ['description'] })).did.description, undefined);

  assert.equal((await client.stopRenewingDid({ didId })).did.billingCyclesCount, 0);
  assert.equal((await client.getDid({ didId })).did.terminated, false);
  emulator.advance(32 * DAY_S);
  assert.equal((await client.getDid({ didId })).did.terminated, true);
  assert.equal((await client.restoreDid({ didId })).did.terminated, false);
  // The month that it was taken back for is paid.
  assert.deepEqual(emulator.ledger.map((it) => it.cost), [order.amount, sku.monthlyPrice]);
});

test('an order of DIDs that is pending can be cancelled, and its number is gone', async () => {
  const client = (await Emulator.create()).didww();
  const { sku } = await affordable(client);
  const { id: orderId } = await client.createOrder({ items: [{ skuId: sku.id, qty: 1 }] });
  assert.deepEqual({ ...(await client.cancelOrder({ orderId })) }, { id: orderId });
  const seen = [];
  for await (const { status } of client.watchOrder({ orderId })) seen.push(status);
  assert.deepEqual(seen, ['canceled']);
  assert.deepEqual((await client.listDids({ filter: { orderId } })).dids, []);
  assert.ok((await errorOf(() => client.cancelOrder({ orderId }))) instanceof InvalidInputError);
});

test('an order of DIDs whose answer is lost is found by its attempt’s id, by another client too', async () => {
  const emulator = await Emulator.create();
  const client = emulator.didww();
  const { sku } = await affordable(client);
  const attempt = await client.prepareOrder({ items: [{ skuId: sku.id, qty: 1 }] });
  emulator.script(['reset_after']);
  const lost = await errorOf(() => client.place(attempt));
  assert.ok(lost instanceof OutcomeUnknownError);
  assert.deepEqual(lost.attempt, attempt);
  const kept = attemptFromJson(attemptToJson(attempt));
  const { orders } = await emulator.didww().listOrders({ filter: { externalReferenceId: kept.id } });
  assert.deepEqual(orders.map((it) => it.externalReferenceId), [attempt.id]);
  assert.deepEqual(emulator.ledger.map((it) => it.orderId), [orders[0].id]);
});

test('a filter that turns out to be undefined is refused, and never means every one', async () => {
  const emulator = await Emulator.create();
  const client = emulator.didww();
  for (const filter of [{ orderId: undefined }, { order_id: undefined }, { number: '1', orderId: null }]) {
    const error = await errorOf(() => client.listDids({ filter }));
    assert.ok(error instanceof InvalidInputError && error.details[0].field.includes('order_id'), error.message);
  }
  assert.equal(emulator.requests.length, 0);
  assert.ok((await client.listDids({ filter: undefined })).dids.length > 0);
});

test('a trunk’s password is in nothing that can be printed: answers, requests, errors, logs', async () => {
  const emulator = await Emulator.create();
  const heard = [];
  const hear = (text, event) => void heard.push(text, event);
  const client = emulator.didww({ logger: { debug: hear, info: hear, warn: hear } });
  const parts = { authEnabled: true, authUser: 'office', authPassword: PASSWORD };
  const made = await client.createSipTrunk({ name: 'office', host: 'sip.example.com', ...parts });
  const changed = await client.updateVoiceInTrunk({ voiceInTrunkId: made.voiceInTrunk.id, ...parts, authPassword: `${PASSWORD}-2` });
  for (const answer of [made, changed]) assert.ok(JSON.stringify(answer).includes('[redacted]'));
  const failures = [];
  for (const call of [
    () => client.createSipTrunk({ name: 'office', host: 'sip.example.com', ...parts }),
    () => client.createSipTrunk({ name: '', host: '', ...parts }),
    () => client.createSipTrunk({ name: 'two', host: 'sip.example.com', ...parts, port: 'x' }),
    () => client.updateVoiceInTrunk({ voiceInTrunkId: '', ...parts }),
    () => client.verifyCallback({ url: 'https://example.com/?id=1', signature: '0', callbackSecret: PASSWORD }),
  ]) failures.push(await errorOf(call));
  assert.ok(heard.length > 8 && emulator.requests.length === 3);
  const all = [made, changed, ...failures, heard, emulator.requests, client];
  const printed = all.map((it) => inspect(it, { depth: 20, showHidden: true }) + JSON.stringify(it) + String(it)).join('\n');
  assert.ok(printed.includes('office') && !printed.includes(PASSWORD), printed);
});
