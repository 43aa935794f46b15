// DIDWW: links between the objects of a page, and walks that ask ahead.
import assert from 'node:assert/strict';
import { inspect } from 'node:util';

import { AuthenticationError, ConfigurationError, Didww, InvalidInputError, TimeoutError } from 'telnum';
import { Emulator } from 'telnum/emulator';

import { errorOf, execute, test } from './testing.mjs';
import { startServer } from './server.mjs';
import { sendJson, wireServer } from './wire-server.mjs';

test('what was included is linked, and there once', async () => {
  const client = (await Emulator.create()).didww();
  const { dids, included } = await client.listDids({ include: ['did_group.country', 'order'], pageSize: 50 });
  const groups = new Set(dids.map((did) => did.didGroup));
  assert.ok(groups.size < dids.length && groups.size === included.didGroups.length);
  for (const group of groups) {
    assert.ok(included.didGroups.includes(group) && included.countries.includes(group.country));
    assert.equal(typeof group.country.name, 'string');
  }
});

test('what was not asked for, what is not there, and what is are three answers', async () => {
  const client = (await Emulator.create()).didww();
  const { dids } = await client.listDids({ include: ['voice_in_trunk', 'did_group'], pageSize: 50 });
  assert.ok(dids.some((did) => did.voiceInTrunk === undefined) && dids.some((did) => did.voiceInTrunk?.id));
  const wants = (include) => (error) =>
    error instanceof InvalidInputError && error.carrier === 'didww' && error.details[0].field === 'include' && error.message.includes(`pass \`${include}\` in \`include\``);
  assert.throws(() => dids[0].order, wants('order'));
  assert.throws(() => dids[0].didGroup.country, wants('did_group.country'));
});

test('linked objects print, are copied, compared and written as JSON', async () => {
  const client = (await Emulator.create()).didww();
  const request = { include: ['did_group.country', 'voice_in_trunk'], pageSize: 5 };
  const page = await client.listDids(request);
  const [did] = page.dids;
  const json = JSON.parse(JSON.stringify(did));
  assert.deepEqual([json.didGroup, json.order], [{ id: did.didGroup.id }, 'not_loaded']);
  assert.deepEqual(page.dids.map((it) => JSON.parse(JSON.stringify(it)).voiceInTrunk), page.dids.map((it) => (it.voiceInTrunk ? { id: it.voiceInTrunk.id } : null)));
  assert.match(inspect(did), /^DidwwDid \{[^]*didGroup: DidwwDidGroup \{/);
  assert.ok(!('order' in { ...did }) && { ...did }.didGroup === did.didGroup);
  assert.equal(structuredClone(page).dids[0].didGroup.country.name, did.didGroup.country.name);
  assert.deepEqual(await client.listDids(request), page);
});

test('one object leads to what was included with it', async () => {
  const client = (await Emulator.create()).didww();
  const { didGroups } = await client.listDidGroups({ filter: { areaName: 'Berlin', isAvailable: true }, include: ['stock_keeping_units'] });
  const [listed] = didGroups;
  assert.deepEqual(listed.stockKeepingUnits.map((it) => it.monthlyPrice), ['0.125', '15.0']);
  assert.throws(() => listed.country, (error) => error instanceof InvalidInputError && error.message.includes('or its last part alone where the call asks for such objects themselves'));
  const { didGroup, included } = await client.getDidGroup({ didGroupId: listed.id, include: ['city.country', 'stock_keeping_units'] });
  assert.equal(didGroup.city.country.name, 'Germany');
  assert.ok(didGroup.stockKeepingUnits.every((it) => included.stockKeepingUnits.includes(it)));
  assert.match(inspect(didGroup), /^DidwwDidGroup \{/);
  const { availableDids } = await client.listAvailableDids({ filter: { didGroupId: didGroup.id }, include: ['did_group'] });
  await client.createDidReservation({ availableDidId: availableDids[0].id });
  const { didReservations } = await client.listDidReservations({ include: ['available_did.did_group'] });
  assert.equal(didReservations[0].availableDid.didGroup.areaName, 'Berlin');
  assert.match(inspect(didReservations[0]), /^DidwwDidReservation \{/);
});

test('a DID from a walk keeps what its page included', async () => {
  const client = (await Emulator.create()).didww();
  const kept = [];
  for await (const did of client.dids({ include: ['did_group.country'], pageSize: 2 })) if (kept.push(did) === 5) break;
  for (const did of kept) assert.equal(typeof did.didGroup.country.name, 'string');
});

test('a walk asks for pages ahead at the same time, and leaving it gives all of them up', async () => {
  const first = { data: [{ id: '1', type: 'dids', attributes: { number: '1' } }], meta: { total_records: 100 } };
  const server = await wireServer((socket, { target }) => {
    if (!target.includes('number')) sendJson(socket, first);
  });
  const client = new Didww({ baseUrl: server.url, apiKey: 'emulator-key' });
  const pages = client.dids({ pageSize: 1, pagesAhead: 3 }).pages();
  assert.equal((await pages.next()).value.dids.length, 1);
  const next = pages.next();
  while (server.requests.length < 5) await server.seen();
  const ahead = server.requests.slice(1).map(({ target }) => /number%5D=(\d+)/.exec(target)[1]);
  assert.deepEqual(ahead.sort(), ['2', '3', '4', '5']);
  await pages.return();
  assert.equal((await next).done, true);
  for (const { connection } of server.requests.slice(1)) await server.ended(connection);
  server.close();
});

test('filters go by their names in this language', async () => {
  const emulator = await Emulator.create();
  const client = emulator.didww();
  await client.listDids({ filter: { countryId: 'a', billingCyclesCount: 0, orderId: { blank: true } }, otherFilters: { 'nanpa_prefix.id': ['b'] } }).catch(() => {});
  const [{ target }] = emulator.requests;
  for (const name of ['country.id', 'billing_cycles_count', 'order.id', 'nanpa_prefix.id']) assert.ok(decodeURIComponent(target).includes(`filter[${name}]`), target);
  for (const filter of [7, [], 'x', { country_id: [[]] }, { colour: 1 }, () => {}]) {
    await assert.rejects(client.listDids({ filter }), (error) => error instanceof InvalidInputError && /filter/.test(error.message), inspect(filter));
  }
});

// To keep them all takes 45 MB; of 5,000 less than what a walk leaves to be collected.
const DIDS = 30_000;

test(`${DIDS} DIDs with what they are linked to are walked over in memory that does not grow with them`, async () => {
  const server = await startServer(process.env.TELNUM_EMULATOR);
  try {
    await server.ask('POST', 'reset', { seed: 7, switches: { dids: DIDS, didww_rate_limit: null } });
    const { count, grown } = JSON.parse(await execute(process.execPath, ['--expose-gc', 'walk-dids.mjs', server.url]));
    console.error(`    ${count} DIDs: ${grown.toFixed(1)} MB more than after 1,000`);
    assert.equal(count, DIDS);
    assert.ok(grown <= 32, `${grown} MB`);
  } finally {
    server.stop();
  }
});

const noDids = { data: [], meta: { total_records: 0 } };

test('a source of tokens is asked before each request, and may wait; no timer is left', async () => {
  const server = await wireServer((socket) => sendJson(socket, noDids));
  let asked = 0;
  const tokenSource = async () => {
    await new Promise(setImmediate);
    return `token-${(asked += 1)}`;
  };
  const client = new Didww({ baseUrl: server.url, tokenSource, apiVersion: '2026-11-19' });
  const timers = () => process.getActiveResourcesInfo().filter((it) => it === 'Timeout').length;
  const before = timers();
  await client.listDids();
  await client.listDids();
  assert.ok(timers() <= before, `${timers()} timers, ${before} before`);
  const sent = server.requests.map(({ head }) => /^authorization: (.*)$/im.exec(head)?.[1].trim());
  assert.deepEqual(sent, ['Bearer token-1', 'Bearer token-2']);
  assert.ok(server.requests.every(({ head }) => !/^api-key:/im.test(head)));
  assert.ok(!inspect(client, { depth: 9, showHidden: true }).includes('token-2'));
  server.close();
});

test('a source of tokens may wait at an emulator too', async () => {
  const emulator = await Emulator.create();
  const tokenSource = () => new Promise((resolve) => setTimeout(resolve, 5, 'emulator-token'));
  const { dids } = await emulator.didww({ tokenSource, apiVersion: '2026-11-19' }).listDids();
  assert.equal(dids.length, 50);
  assert.deepEqual([emulator.requests.length, emulator.sleeps], [1, []]);
});

test('a source of tokens that fails, or brings none, fails the call, and nothing is sent', async () => {
  const emulator = await Emulator.create();
  const failing = () => Promise.reject(new RangeError('no token today'));
  for (const [tokenSource, kind, says] of [
    [failing, AuthenticationError, 'RangeError: no token today'],
    [() => { throw undefined; }, AuthenticationError, 'threw what is no Error'],
    [() => 3, AuthenticationError, 'number instead of text'],
    [() => null, AuthenticationError, 'null instead of text'],
    [() => '', AuthenticationError, 'empty'],
    [() => 'Bearer x', AuthenticationError, '`Bearer` is put before it'],
  ]) {
    const error = await errorOf(() => emulator.didww({ tokenSource }).listDids());
    assert.ok(error instanceof kind && error.message.includes(says), error.message);
  }
  assert.equal(emulator.requests.length, 0);
  assert.throws(() => emulator.didww({ tokenSource: 'token' }), ConfigurationError);
  assert.throws(() => emulator.didww({ apiKey: 'emulator-key', tokenSource: () => 'emulator-token' }), { name: 'ConfigurationError', message: /tokenSource/ });
  assert.throws(() => emulator.idtExpress({ tokenSource: () => 'token' }), { name: 'ConfigurationError', message: /tokenSource/ });
});

test('a source of tokens that hangs is within the deadline, and can be given up', async () => {
  const client = new Didww({ baseUrl: 'http://127.0.0.1:1', tokenSource: () => new Promise(() => {}) });
  const error = await errorOf(() => client.listDids({}, { timeoutMs: 50 }));
  assert.ok(error instanceof TimeoutError && error.message.includes('token'), error.message);
  const controller = new AbortController();
  const call = client.listDids({}, { signal: controller.signal });
  setImmediate(() => controller.abort(new Error('enough')));
  await assert.rejects(call, { message: 'enough' });
});
