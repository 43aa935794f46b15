// A page's client, a relay and the carrier: keys are added and never shown, and an attempt is placed once.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, realpathSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { IdtExpress, Didww, TelnumError, attemptToJson } from 'telnum';
import { Emulator } from 'telnum/emulator';
import { FileJournal } from 'telnum/journal';
import { Relay } from 'telnum/relay';

import { startServer } from './server.mjs';
import { errorOf, Skip, test, tool } from './testing.mjs';

const ALLOWED = ['list_did_groups', 'create_order', 'get_order', 'list_orders', 'preview_order'];
const journalPath = () => join(mkdtempSync(join(tmpdir(), 'telnum-')), 'orders.journal');

/** A relay in memory, and a page that reaches it by a `fetch` of its own. */
async function inMemory(options = {}) {
  const emulator = await Emulator.create({ seed: 7 });
  const path = journalPath();
  const make = () => new Relay(emulator.idtExpress({ journal: new FileJournal(path) }), { allow: ALLOWED, ...options });
  const shown = [];
  const world = { emulator, path, make, relay: make(), shown, lost: 0 };
  world.page = () =>
    new IdtExpress({
      baseUrl: 'https://relay.example',
      fetch: async (...given) => {
        const answer = await world.relay.fetch(new Request(...given));
        const text = await answer.clone().text();
        shown.push(JSON.stringify([...answer.headers]) + text);
        if (world.lost > 0) {
          world.lost -= 1;
          throw new TypeError('lost');
        }
        return answer;
      },
    });
  return world;
}

const purchase = (attempt, more = {}) =>
  new Request('https://relay.example/v1/dids/orders', { method: 'POST', headers: { 'telnum-attempt': attemptToJson(attempt) }, ...more });
const ask = (relay, target, init) => relay.fetch(new Request(`https://relay.example${target}`, init));

test('a page buys by a relay, and sees no key', async () => {
  const world = await inMemory();
  const client = world.page();
  const [group] = await client.listDidGroups({ countryIso: 'BR' });
  const order = await client.createOrder({ didGroupId: group.id, quantity: 2 });
  world.emulator.advance(20);
  assert.equal((await client.getOrder({ orderId: order.id })).ordered, 2);
  const error = await errorOf(() => client.listNumbers());
  assert.deepEqual([error.kind, error.message], ['not_enabled', 'The relay does not allow `listNumbers`.']);
  assert.equal(world.emulator.ledger.length, 1);
  const shown = world.shown.join();
  for (const secret of ['emulator-key', 'emulator-secret', 'api-key', 'set-cookie']) assert.ok(!shown.includes(secret), secret);
  for (const { headers } of world.emulator.requests) {
    assert.ok(headers.some((it) => it.name === 'x-api-key'));
    assert.ok(!headers.some((it) => it.name === 'telnum-attempt'));
  }
});

test('twenty equal requests are one purchase, and so is one after a restart of the relay', async () => {
  const { emulator, make, relay } = await inMemory();
  const attempt = await emulator.idtExpress().prepareOrder({ didGroupId: 16847, quantity: 2 });
  const answers = await Promise.all(Array.from({ length: 20 }, () => relay.fetch(purchase(attempt))));
  answers.push(await make().fetch(purchase(attempt)));
  assert.equal(emulator.ledger.length, 1);
  for (const answer of answers) {
    const said = await answer.json();
    assert.deepEqual([answer.ok, said.order?.id], [true, emulator.ledger[0].orderId], JSON.stringify(said));
  }
});

test('an answer that is lost between page and relay is asked for again, by this page or another', async () => {
  const world = await inMemory();
  world.lost = 1;
  const client = world.page();
  const attempt = await client.prepareOrder({ didGroupId: 16847, quantity: 2 });
  const order = await client.place(attempt);
  assert.equal((await client.place(attempt)).id, order.id);
  assert.equal((await world.page().place(attempt)).id, order.id);
  world.emulator.advance(20);
  const bought = await world.page().buyNumbers({ attempt });
  assert.deepEqual([bought.orderId, bought.delivered], [order.id, 2]);
  assert.equal(world.emulator.ledger.length, 1);
});

test('an answer that the relay lost is unknown to the page too, until the owner knows', async () => {
  const world = await inMemory();
  const client = world.page();
  const attempt = await world.emulator.idtExpress().prepareOrder({ didGroupId: 16847, quantity: 2 });
  world.emulator.script([{ fault: 'reset_after' }]);
  const lost = await errorOf(() => client.place(attempt));
  assert.deepEqual([lost.kind, lost.cause, lost.attempt], ['outcome_unknown', 'transport', attempt]);
  const again = await errorOf(() => world.page().place(attempt));
  assert.deepEqual([again.kind, again.sentAt], [lost.kind, lost.sentAt]);
  const owner = world.emulator.idtExpress({ journal: new FileJournal(world.path) });
  await owner.reconcileOrders({ attempts: [attempt], soleBuyer: true });
  assert.equal((await client.place(attempt)).id, world.emulator.ledger[0].orderId);
  assert.equal(world.emulator.ledger.length, 1);
});

test('what the carrier refuses is told as it is, also where that answer was lost at first', async () => {
  const world = await inMemory();
  world.emulator.set('balance', '0.31');
  world.lost = 1;
  const client = world.page();
  const attempt = await client.prepareOrder({ didGroupId: 16847, quantity: 2 });
  const refused = await errorOf(() => client.place(attempt));
  assert.deepEqual([refused.kind, refused.details[0].code], ['insufficient_funds', '3001']);
  world.emulator.set('balance', '100');
  await client.place(attempt);
  assert.equal(world.emulator.ledger.length, 1);
});

test('what a relay does not know goes nowhere', async () => {
  const { emulator, relay } = await inMemory();
  const header = () => undefined;
  const targets = ['', '/', '//evil.example/v1/dids/orders', 'https://evil.example/v1/dids/orders', '/v1/../v1/dids/orders'];
  targets.push('/v1/dids/orders/..', '/v1/dids/orders/%2e%2e', '/v1/dids/orders/a%2fb', '/v1/dids/orders/a%5cb', '/v1/dids/orders/%252e%252e');
  targets.push('/v1/dids/orders/a;b', '/v1/dids/orders/%00', '/v1/dids/orders/%ff', '/v1/dids/orders/a#b', '/v1/dids/orders/', '/V1/dids/orders', '/telnum-relay');
  for (const target of targets) {
    const { status, headers } = await relay.handle({ method: 'GET', target, header, body: '' });
    assert.deepEqual([status, headers['content-type']], [404, 'application/vnd.telnum.error+json'], target);
  }
  for (const target of ['/v1/dids/orders?api_key=x', '/v1/dids/orders?page=%ff', '/v1/dids/orders?__proto__=1']) {
    assert.equal((await relay.handle({ method: 'GET', target, header, body: '' })).status, 400, target);
  }
  assert.equal((await relay.handle({ method: 'PUT', target: '/v1/dids/orders', header, body: '' })).status, 404);
  assert.equal(emulator.requests.length, 0);
  const headers = { authorization: 'Bearer x', 'x-api-key': 'another', 'x-forwarded-for': '10.0.0.1', accept: 'text/html' };
  assert.equal((await ask(relay, '/v1/dids/orders?page=1&p%61ge_size=7', { headers })).status, 200);
  assert.equal(emulator.requests[0].target, '/v1/dids/orders?page=1&page_size=7');
  assert.deepEqual(emulator.requests[0].headers.map((it) => it.name), ['x-api-key', 'x-api-secret', 'accept']);
  assert.equal(emulator.requests[0].headers[2].value, 'application/json');
});

test('a purchase is what its attempt says, and nothing else', async () => {
  const { emulator, relay } = await inMemory();
  const attempt = await emulator.idtExpress().prepareOrder({ didGroupId: 16847, quantity: 2 });
  const body = '{"order_items":[{"did_group_id":16847,"quantity":100}]}';
  const statuses = [];
  const bodies = [body, '{"preview":true,"preview":false}', '{"preview":"true"}', '[]', '', '{', '[{"preview":true}]'];
  for (const odd of bodies) statuses.push((await ask(relay, '/v1/dids/orders', { method: 'POST', body: odd })).status);
  for (const odd of ['', 'null', '[]', '{"id":1}', '{', `${attemptToJson(attempt)}, ${attemptToJson(attempt)}`]) {
    statuses.push((await ask(relay, '/v1/dids/orders', { method: 'POST', headers: { 'telnum-attempt': odd } })).status);
  }
  const changes = [{ version: 2 }, { environment: 'live' }, { carrier: 'didww' }, { operation: 'preview_order' }, { id: '' }];
  changes.push({ id: 'a b' }, { arguments: { ...attempt.arguments, quantity: 101 } }, { arguments: { ...attempt.arguments, more: 1 } });
  for (const change of changes) statuses.push((await relay.fetch(purchase({ ...attempt, ...change }))).status);
  statuses.push((await relay.fetch(purchase(attempt, { body: ' '.repeat(300_000) }))).status);
  assert.deepEqual([...new Set(statuses)], [400], statuses.join());
  const bySku = await emulator.idtExpress().prepareOrderBySku({ didGroupId: 16847, didSkus: ['a'] });
  assert.equal((await relay.fetch(purchase(bySku))).status, 403);
  assert.equal(emulator.requests.length, 0);
  assert.equal((await relay.fetch(purchase(attempt, { body }))).status, 200);
  assert.equal(emulator.ledger[0].quantity, 2);
});

test('the owner looks at each call, and refuses', async () => {
  const seen = [];
  const check = async (call, request) => {
    seen.push([call.operation, call.attempt?.arguments.quantity, request instanceof Request]);
    return call.operation !== 'create_order' || call.attempt.arguments.quantity <= 10 || 'Ten at most.';
  };
  const world = await inMemory({ check });
  const client = world.page();
  await client.listDidGroups({ countryIso: 'BR' });
  const error = await errorOf(() => client.createOrder({ didGroupId: 16847, quantity: 11 }));
  assert.deepEqual([error.kind, error.message], ['rejected', 'Ten at most.']);
  await client.createOrder({ didGroupId: 16847, quantity: 10 });
  assert.deepEqual(seen, [['list_did_groups', undefined, true], ['create_order', 11, true], ['create_order', 10, true]]);
  assert.equal(world.emulator.ledger.length, 1);
  const broken = await inMemory({ check: () => Promise.reject(new Error('of the owner')) });
  await assert.rejects(ask(broken.relay, '/v1/dids/orders'), /of the owner/);
});

test('operations that share a path are told apart by what they send', async () => {
  const emulator = await Emulator.create();
  const relay = new Relay(emulator.didww(), { allow: ['update_did'] });
  const send = async (data) => (await ask(relay, '/v3/dids/a', { method: 'PATCH', body: JSON.stringify({ data }) })).status;
  const did = (id, attributes) => ({ id, type: 'dids', attributes });
  assert.equal(await send(did('a', { terminated: true })), 403);
  assert.equal(await send(did('a', { terminated: true, description: 'x' })), 400);
  assert.equal(await send(did('b', { description: 'x' })), 400);
  assert.equal(await send({ type: 'orders' }), 400);
  assert.equal(emulator.requests.length, 0);
  assert.equal(await send(did('a', { description: 'x' })), 404);
  assert.equal(emulator.requests.length, 1);
});

test('what its owner gets wrong is told when the relay is made', async () => {
  const emulator = await Emulator.create();
  const said = (client, options) => {
    try {
      new Relay(client, options);
    } catch (error) {
      return error;
    }
    throw new Error('it was made');
  };
  const client = emulator.idtExpress();
  for (const [options, text] of [
    [{ allow: ['create_order'] }, /needs a `journal`/],
    [{ allow: ['list_ordes'] }, /no operation `list_ordes` .*did you mean `list_orders`/],
    [{ allow: ['buy_numbers'] }, /sends a request of its own/],
    [{ allow: 'list_orders' }, /must be a list/],
    [{ allow: [], check: 1 }, /must be a function/],
    [{ allow: [], path: 'telnum' }, /`path` must be a path/],
  ]) {
    const error = said(client, options);
    assert.ok(error instanceof TelnumError && error.kind === 'configuration', String(error));
    assert.match(error.message, text);
  }
  assert.ok(said({}, { allow: [] }) instanceof TypeError);
});

test('an order of DialogTech has no id, and is a conflict the second time', async () => {
  const emulator = await Emulator.create();
  const client = emulator.dialogTech({ journal: new FileJournal(journalPath()) });
  const relay = new Relay(client, { allow: ['order_numbers'] });
  const attempt = await client.prepareOrder({ type: 'local', search: '555', quantity: 1 });
  const order = () => ask(relay, '/ibp_api.php?action=numbers.order&access_key=mine', { headers: { 'telnum-attempt': attemptToJson(attempt) } });
  const [first, second] = [await order(), await order()];
  assert.deepEqual([first.status, second.status], [200, 409]);
  for (const answer of [first, second]) assert.ok(!(await answer.text()).includes('emulator-'));
  assert.equal(emulator.ledger.length, 1);
});

test('a secret that the carrier quotes does not pass', async () => {
  const { emulator, relay } = await inMemory();
  const headers = { 'set-cookie': 'a=emulator-key', 'x-request-id': 'emulator-key', server: 'x' };
  emulator.script([{ status: 200, headers, body: { orders: [], said: 'emulator-secret' } }]);
  const answer = await ask(relay, '/v1/dids/orders');
  const shown = JSON.stringify([...answer.headers]) + (await answer.text());
  assert.doesNotMatch(shown, /emulator-|set-cookie|server/);
});

test('Express mounts a relay, also behind its parser of JSON, and hears what a check throws', async () => {
  const express = createRequire(import.meta.url)(realpathSync(tool('express')));
  const emulator = await Emulator.create();
  let broken = false;
  const check = () => {
    if (broken) throw new Error('of the owner');
  };
  const relay = new Relay(emulator.didww(), { allow: ['update_did'], check });
  const app = express();
  app.use('/plain', relay.node);
  app.use('/parsed', express.json({ type: () => true }), relay.node);
  app.use((error, request, response, next) => response.status(500).send(error.message));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const send = async (path) => {
      const body = JSON.stringify({ data: { id: 'a', type: 'dids', attributes: { description: 'x' } } });
      const answer = await fetch(`http://127.0.0.1:${server.address().port}${path}/v3/dids/a`, { method: 'PATCH', body });
      return [answer.status, answer.headers.get('content-type'), await answer.text()];
    };
    for (const path of ['/plain', '/parsed']) assert.deepEqual((await send(path)).slice(0, 2), [404, 'application/vnd.api+json']);
    assert.deepEqual(emulator.requests.map((it) => it.target), ['/v3/dids/a', '/v3/dids/a']);
    broken = true;
    assert.deepEqual([(await send('/plain'))[0], (await send('/plain'))[2]], [500, 'of the owner']);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test('over HTTP: a page, node:http with a path, telnum-emulator, and faults on both ways', async () => {
  const program = process.env.TELNUM_EMULATOR;
  if (!program) throw new Skip('there is no telnum-emulator');
  const carrier = await startServer(program);
  const made = { baseUrl: carrier.url, apiKey: 'emulator-key' };
  const journal = () => new FileJournal(journalPath());
  const idt = new Relay(new IdtExpress({ ...made, apiSecret: 'emulator-secret', journal: journal() }), { allow: ALLOWED, path: '/idt' });
  const didww = new Relay(new Didww({ ...made, journal: journal() }), { allow: ['create_order', 'get_order', 'list_did_groups'], path: '/didww' });
  let lost = 0;
  const server = createServer((request, response) => {
    if (lost > 0 && request.method === 'POST') {
      lost -= 1;
      response.writeHead = response.end = () => request.socket.destroy();
    }
    (request.url.startsWith('/idt/') ? idt : didww).node(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}`;
  try {
    lost = 1;
    const client = new IdtExpress({ baseUrl: `${url}/idt` });
    const order = await client.createOrder({ didGroupId: 16847, quantity: 2 });
    await carrier.ask('POST', 'clock', { advance_s: 20 });
    assert.equal((await client.getOrder({ orderId: order.id })).ordered, 2);
    lost = 1;
    const page = new Didww({ baseUrl: `${url}/didww` });
    const { didGroups } = await page.listDidGroups({ filter: { isAvailable: true }, include: ['stock_keeping_units'], pageSize: 1 });
    const sku = didGroups[0].stockKeepingUnits[0];
    const attempt = await page.prepareOrder({ items: [{ skuId: sku.id, qty: 1 }] });
    const bought = await page.place(attempt);
    assert.deepEqual(bought.disagreements, []);
    assert.equal((await new Didww({ baseUrl: `${url}/didww` }).place(attempt)).id, bought.id);
    // The carrier acts, and its answer is lost to the relay.
    await carrier.ask('POST', 'script', [{ fault: 'reset_after' }]);
    const unknown = await errorOf(() => client.createOrder({ didGroupId: 16847, quantity: 3 }));
    assert.equal(unknown.kind, 'outcome_unknown');
    const ledger = await carrier.ask('GET', 'ledger');
    assert.equal((ledger.ledger ?? ledger).length, 3);
    const large = await new Promise((resolve, reject) => {
      const under = httpRequest(`${url}/idt/v1/dids/orders`, { method: 'POST' }, (answer) => resolve(answer.resume().statusCode));
      under.on('error', reject);
      under.end('x'.repeat(400_000));
    });
    assert.equal(large, 400);
    assert.equal((await fetch(`${url}/idt/../v1/dids/orders`)).status, 404);
  } finally {
    server.close();
    server.closeAllConnections();
    carrier.stop();
  }
});
