// What the contract cannot say, in Node: one test a line of the matrix.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';

import { attemptFromJson, attemptToJson, ConfigurationError, DecodeError, IdtExpress, InvalidInputError, OutcomeUnknownError, TelnumError } from 'telnum';
import { Emulator } from 'telnum/emulator';

const keys = { apiKey: 'emulator-my-key', apiSecret: 'emulator-my-secret' };
const order = { didGroupId: 16847, quantity: 1 };

async function serve(answer) {
  const server = createServer(answer);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

export const tests = {
  async 'fetch sends no purchase to a carrier, and says why'() {
    let calls = 0;
    const client = new IdtExpress({ apiKey: 'k', apiSecret: 's', fetch: () => { calls += 1; return Promise.reject(new Error('no')); } });
    await assert.rejects(client.createOrder(order), (error) => error instanceof ConfigurationError && /relay/.test(error.message));
    assert.equal(calls, 0);
  },
  async 'fetch sends to a relay without keys, refuses redirects, and never names mode or credentials'() {
    const seen = [];
    const fetch = (url, init) => { seen.push({ url, ...init }); return Promise.resolve(new Response(null, { status: 302, headers: { location: 'https://elsewhere.example' } })); };
    const client = new IdtExpress({ baseUrl: 'https://relay.example/telnum', fetch, maxRetries: 0 });
    await assert.rejects(client.listNumbers(), { kind: 'transport' });
    assert.equal(seen.length, 1);
    assert.equal(seen[0].redirect, 'manual');
    assert.ok(!('mode' in seen[0]) && !('credentials' in seen[0]));
    assert.ok(!seen[0].headers.some(([name]) => ['user-agent', 'x-api-key'].includes(name)));
  },
  async 'a body that unpacks beyond the limit is not read'() {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const { url, stop } = await serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
    const client = new IdtExpress({ ...keys, baseUrl: url, maxBodyBytes: 1_000_000 });
    await assert.rejects(client.listNumbers(), (error) => error instanceof DecodeError && /1000000/.test(error.message));
    stop();
  },
  async 'a body that is no gzip, though it says so, is a decode error'() {
    const { url, stop } = await serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('{"numbers":[]}'));
    await assert.rejects(new IdtExpress({ ...keys, baseUrl: url }).listNumbers(), DecodeError);
    stop();
  },
  async 'no secret shows, however a client or an error is printed'() {
    const emulator = await Emulator.create();
    const client = emulator.idtExpress(keys);
    emulator.script([{ status: 500, text: 'emulator-my-secret' }]);
    const error = await client.createOrder(order).catch((it) => it);
    for (const thing of [client, error, emulator, client.numbers(), Object.getOwnPropertyDescriptors(client)]) {
      const printed = `${thing} ${inspect(thing, { showHidden: true, depth: 20 })} ${JSON.stringify(thing)} ${thing.stack}`;
      assert.ok(!printed.includes('emulator-my-'), printed);
    }
  },
  async 'instanceof works across copies of the package'() {
    const entry = import.meta.resolve('telnum');
    const copy = await import(`${new URL('./error-classes.js', entry)}?copy`);
    const error = await new IdtExpress(keys.constructor === Object ? { ...keys, baseUrl: 'http://127.0.0.1:1' } : {}).getOrder({ orderId: ' ' }).catch((it) => it);
    assert.notEqual(copy.InvalidInputError, InvalidInputError);
    assert.ok(error instanceof copy.InvalidInputError && error instanceof InvalidInputError && error instanceof TelnumError);
    assert.ok(!(error instanceof copy.TimeoutError) && !(new Error('x') instanceof copy.InvalidInputError));
    class Own extends InvalidInputError {}
    assert.ok(!(error instanceof Own));
  },
  async 'arguments of any type are refused by name, and never crash'() {
    const client = (await Emulator.create()).idtExpress();
    const deep = []; let inner = deep;
    for (let level = 0; level < 100_000; level += 1) { const next = []; inner.push(next); inner = next; }
    for (const odd of [NaN, Infinity, 2 ** 60, 1.5, Symbol('x'), () => 1, {}, [], deep, true, new Date(), new Map(), 10n ** 30n]) {
      await assert.rejects(client.createOrder({ didGroupId: odd, quantity: 1 }), (error) => error instanceof InvalidInputError && /did_group_id/.test(error.message), String(typeof odd));
    }
    await assert.rejects(client.createOrder({ ...order, quantity: '1' }), { kind: 'invalid_input' });
    await assert.rejects(client.createOrder(undefined), { kind: 'invalid_input' });
    await assert.rejects(client.getOrder({ orderId: 'x', other: 1 }), /other/);
    assert.equal((await client.createOrder({ didGroupId: 16847n, quantity: 1 })).ordered, 1);
    for (const timeoutMs of [NaN, 0, -1, '5', 5n]) await assert.rejects(client.listNumbers({}, { timeoutMs }), { kind: 'configuration' });
  },
  async 'a getter that throws is the caller\'s own error, and the client goes on'() {
    const client = (await Emulator.create()).idtExpress();
    const mine = new Error('mine');
    await assert.rejects(client.createOrder({ get quantity() { throw mine; } }), (error) => error === mine);
    assert.equal((await client.createOrder(order)).ordered, 1);
  },
  async 'an attempt travels as canonical JSON'() {
    const client = (await Emulator.create()).idtExpress();
    const attempt = await client.prepareOrder(order);
    const text = attemptToJson(attempt);
    assert.deepEqual(Object.keys(JSON.parse(text)).filter((name) => name !== name.toLowerCase()), []);
    assert.deepEqual(attemptFromJson(text), attempt);
    assert.equal((await client.place(attemptFromJson(text))).ordered, 1);
    assert.throws(() => attemptFromJson('[]'), InvalidInputError);
    await assert.rejects(client.place({}), InvalidInputError);
  },
  async 'withResponse brings status and attempts, and a call is a promise'() {
    const client = (await Emulator.create()).idtExpress();
    const call = client.listNumbers();
    assert.ok(call instanceof Promise && call.then(() => 1).constructor === Promise);
    const { value, info } = await client.listNumbers().withResponse();
    assert.deepEqual([value.numbers.length, info.httpStatus, info.attempts], [4, 200, 1]);
    await assert.rejects(client.getOrder({ orderId: 'nope' }).withResponse(), { kind: 'not_found' });
  },
  async 'a walk is lazy, goes by pages, and each loop walks anew'() {
    const emulator = await Emulator.create();
    const walk = emulator.idtExpress().numbers({ pageSize: 2 });
    assert.equal(emulator.requests.length, 0);
    for await (const number of walk) { assert.ok(number.e164); break; }
    assert.equal(emulator.requests.length, 1);
    const pages = [];
    for await (const page of walk.pages()) pages.push(page.numbers.length);
    assert.deepEqual(pages, [2, 2]);
  },
  async 'after a trap the core is replaced, and a purchase under way is of unknown outcome'() {
    const entry = new URL(import.meta.resolve('telnum'));
    const client = (await Emulator.create()).idtExpress();
    const { Call } = await import(new URL('./wasm/telnum.js', entry));
    const resume = Call.prototype.resume;
    Call.prototype.resume = () => { throw new WebAssembly.RuntimeError('unreachable'); };
    await assert.rejects(client.listNumbers(), /fault of telnum/);
    const lost = await client.createOrder(order).catch((it) => it);
    Call.prototype.resume = resume;
    assert.ok(lost instanceof OutcomeUnknownError && lost.attempt.arguments.quantity === 1);
    assert.equal((await client.createOrder(order)).ordered, 1);
  },
};
