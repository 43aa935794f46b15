// Arguments that TypeScript would refuse: each is told by name, and none harms the core.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

import { attemptFromJson, attemptToJson, ConfigurationError, DialogTech, Didww, IdtExpress, InvalidInputError } from 'telnum';
import { Emulator } from 'telnum/emulator';

import { test } from './testing.mjs';

const cyclic = {};
cyclic.self = cyclic;
// Deeper than any stack.
let deep = [];
for (let level = 0; level < 100_000; level += 1) deep = [deep];
const throwing = {
  get [Symbol.toPrimitive]() {
    throw new Error('from the argument');
  },
};
const WRONG = [NaN, Infinity, 2 ** 60, -1.5, 10n ** 30n, Symbol('s'), () => {}, cyclic, deep, throwing, [], {}, [cyclic], new Map(), new Date(NaN), new Proxy({}, {})];

const CALLS = {
  countryIso: (client, it) => client.listDidGroups({ countryIso: it }),
  'countryIso of regions': (client, it) => client.listRegions({ countryIso: it }),
  regionCode: (client, it) => client.listDidGroups({ countryIso: 'US', regionCode: it }),
  tollFree: (client, it) => client.listDidGroups({ countryIso: 'BR', tollFree: it }),
  didGroupId: (client, it) => client.createOrder({ didGroupId: it, quantity: 1 }),
  quantity: (client, it) => client.previewOrder({ didGroupId: 16847, quantity: it }),
  orderId: (client, it) => client.getOrder({ orderId: it }),
  'orderId of a wait': (client, it) => client.waitForOrder({ orderId: it }),
  throughBackorder: (client, it) => client.watchOrder({ orderId: 'a', throughBackorder: it })[Symbol.asyncIterator]().next(),
  filterByStatus: (client, it) => client.listOrders({ filterByStatus: it }),
  number: (client, it) => client.deleteNumber({ number: it }),
  page: (client, it) => client.listNumbers({ page: it }),
  pageSize: (client, it) => client.numbers({ pageSize: it }).pages().next(),
  search: (_, it, emulator) => emulator.dialogTech().orderNumbers({ type: 'local', quantity: 1, search: it }),
  'type of an order': (_, it, emulator) => emulator.dialogTech().orderNumbers({ type: it, quantity: 1, search: '312' }),
  include: (_, it, emulator) => emulator.didww().listDids({ include: [it] }),
  pagesAhead: (_, it, emulator) => emulator.didww().dids({ pagesAhead: it }).pages().next(),
};

/** What a call with a wrong argument may end with: it is named in the message as JavaScript spells it. */
async function refused(name, begin, Class) {
  let end;
  try {
    end = await begin();
  } catch (error) {
    assert.ok(error instanceof Class, `${name}: ${error.stack}`);
    const says = [error.message, ...error.details.flatMap(({ detail }) => detail ?? [])];
    for (const text of says) assert.ok(text.includes(name), `${name} is not named: ${text}`);
    return;
  }
  assert.fail(`${name} was taken, and gave ${JSON.stringify(end)}`);
}

for (const [name, call] of Object.entries(CALLS)) {
  test(`a wrong ${name} is refused by name`, async () => {
    const emulator = await Emulator.create();
    const client = emulator.idtExpress();
    const [field] = name.split(' ');
    for (const it of WRONG) await refused(field, () => call(client, it, emulator), InvalidInputError);
    assert.deepEqual(emulator.ledger, []);
    assert.deepEqual(emulator.requests, []);
    await client.listNumbers();
  });
}

test('what is of the wrong type is not converted, and no unknown argument passes', async () => {
  const client = (await Emulator.create()).idtExpress();
  await refused('quantity', () => client.createOrder({ didGroupId: 16847, quantity: '1' }), InvalidInputError);
  await refused('didGroupId', () => client.createOrder({ didGroupId: true, quantity: 1 }), InvalidInputError);
  await refused('other', () => client.getOrder({ orderId: 'x', other: 1 }), InvalidInputError);
  assert.equal((await client.createOrder({ didGroupId: 16847n, quantity: 1 })).ordered, 1);
});

test('a request that is no object is refused, and so is an attempt', async () => {
  const emulator = await Emulator.create();
  const client = emulator.idtExpress();
  for (const it of [undefined, null, 7, 'text', Symbol('s'), [], () => {}, cyclic]) {
    for (const method of ['listRegions', 'listDidGroups', 'previewOrder', 'prepareOrder', 'createOrder', 'getOrder', 'waitForOrder', 'deleteNumber', 'place']) {
      const end = await client[method](it).catch((error) => error);
      assert.ok(end instanceof InvalidInputError, `${method}(${String(it)}): ${end?.stack}`);
    }
  }
  for (const text of ['', '[]', 'null', '7', '{', '{}', '{"version":1,"id":"a"}', undefined]) assert.throws(() => attemptFromJson(text), InvalidInputError);
  assert.deepEqual(emulator.requests, []);
});

test('what is no attempt is not stored as one', async () => {
  const attempt = await (await Emulator.create()).idtExpress().prepareOrder({ didGroupId: 16847, quantity: 1 });
  for (const it of [undefined, null, 7, 'x', [], {}, { id: 'x' }]) {
    assert.throws(() => attemptToJson(it), (error) => error instanceof InvalidInputError && /not an attempt/.test(error.message), JSON.stringify(it));
  }
  for (const name of Object.keys(attempt)) await refused(name, () => attemptToJson({ ...attempt, [name]: undefined }), InvalidInputError);
});

test('what is given in both spellings is refused, and nothing is bought', async () => {
  const emulator = await Emulator.create();
  const client = emulator.idtExpress();
  const attempt = await client.prepareOrder({ didGroupId: 16847, quantity: 1 });
  const refusedCalls = {
    didGroupId: () => client.createOrder({ didGroupId: 16847, did_group_id: 90001, quantity: 1 }),
    did_group_id: () => client.prepareOrder({ did_group_id: 90001, didGroupId: 16847, quantity: 1 }),
    allowPartial: () => emulator.dialogTech().orderNumbers({ type: 'local', search: '312', quantity: 2, allowPartial: false, allow_partial: true }),
    preparedAt: () => client.place({ ...attempt, prepared_at: attempt.preparedAt }),
    prepared_at: () => client.place(attemptFromJson(JSON.stringify({ ...attempt, prepared_at: attempt.preparedAt }))),
    pageSize: () => client.numbers({ pageSize: 5, page_size: 6 }).pages().next(),
    onProgress: () => client.waitForOrder({ orderId: 'a', onProgress() {}, on_progress() {} }),
    countryId: () => emulator.didww().listDids({ filter: { countryId: 'a', country_id: 'b' } }),
  };
  for (const [name, call] of Object.entries(refusedCalls)) await refused(name, call, InvalidInputError);
  assert.deepEqual(emulator.ledger, []);
  assert.deepEqual(emulator.requests, []);
  const keys = { apiKey: 'emulator-key', apiSecret: 'emulator-secret' };
  await refused('apiKey', () => new IdtExpress({ ...keys, api_key: 'other' }), ConfigurationError);
  await refused('baseUrl', () => new IdtExpress({ ...keys, baseUrl: 'http://127.0.0.1:1', base_url: 'http://127.0.0.1:2' }), ConfigurationError);
  await refused('orderMethod', () => new DialogTech({ environment: 'live', orderMethod: 'get', order_method: 'post' }), ConfigurationError);
  await refused('baseUrl', () => emulator.idtExpress({ baseUrl: 'http://127.0.0.1:1', base_url: 'http://127.0.0.1:2' }), ConfigurationError);
  // One of them, with the other undefined, is one.
  assert.equal((await client.createOrder({ didGroupId: 16847, did_group_id: undefined, quantity: 1 })).ordered, 1);
});

test('what holds values otherwise than by name is refused, and not taken for empty', async () => {
  const emulator = await Emulator.create();
  const [idt, didww] = [emulator.idtExpress(), emulator.didww()];
  const positional = ['+5511999990000', 7, ['+5511999990000'], new Map([['number', '1']]), new Set(['number']), new Headers({ number: '1' }), null];
  for (const it of positional) {
    const calls = [() => idt.deleteNumber(it), () => idt.createOrder(it), () => idt.waitForOrder(it), () => idt.listNumbers(it), () => idt.numbers(it).pages().next(), () => idt.place(it)];
    for (const call of [...calls, () => didww.listDids(it), () => didww.dids(it).pages().next()]) {
      await assert.rejects(call(), (error) => error instanceof InvalidInputError && /one object/.test(error.message), String(it));
    }
    const clients = [() => new IdtExpress(it), () => new DialogTech(it), () => new Didww(it), () => emulator.didww(it)];
    for (const make of clients) assert.throws(make, (error) => error instanceof ConfigurationError && /one object/.test(error.message), String(it));
  }
  for (const it of [new Map([['countryId', 'a']]), new Headers(), Symbol('s'), () => {}]) {
    for (const name of ['filter', 'otherFilters', 'include', 'sort', 'fields']) await refused(name, () => didww.listDids({ [name]: it }), InvalidInputError);
    await refused('filter', () => didww.listDids({ filter: { countryId: it } }), InvalidInputError);
    await refused('headers', () => new Didww({ apiKey: 'emulator-key', headers: it }), ConfigurationError);
  }
  await refused('headers', () => new Didww({ apiKey: 'emulator-key', headers: [['x-relay', 'a']] }), ConfigurationError);
  assert.deepEqual(emulator.requests, []);
});

test('a wrong option is refused by name', async () => {
  const keys = { apiKey: 'k', apiSecret: 's' };
  const names = ['apiKey', 'apiSecret', 'environment', 'baseUrl', 'headers', 'timeoutMs', 'maxRetries', 'requestsPerSecond', 'maxConnections', 'maxBodyBytes', 'validate', 'appName'];
  const values = WRONG.filter((it) => typeof it !== 'object').concat([[cyclic], cyclic]);
  for (const name of names) {
    for (const it of values) await refused(name, () => new IdtExpress({ ...keys, [name]: it }), ConfigurationError);
  }
  await refused('ownColour', () => new IdtExpress({ ...keys, ownColour: 'red' }), ConfigurationError);
  for (const [wrong, meant] of Object.entries({ agnet: 'agent', fecth: 'fetch', loger: 'logger' })) {
    await refused(`did you mean \`${meant}\`?`, () => new IdtExpress({ ...keys, [wrong]: {} }), ConfigurationError);
  }
  await refused('colour', () => new IdtExpress({ ...keys, colour: 'red' }), ConfigurationError);
  await refused('proxy', () => new IdtExpress({ ...keys, proxy: 'http://proxy.example' }), ConfigurationError);
});

test('a wrong deadline of a call is refused', async () => {
  const client = (await Emulator.create()).idtExpress();
  for (const timeoutMs of [NaN, -1, 0, Infinity, '5', 5n, {}, Symbol('s')]) {
    await refused('`timeoutMs`', () => client.listNumbers({}, { timeoutMs }), ConfigurationError);
    await refused('`timeoutMs`', () => new IdtExpress({ apiKey: 'k', apiSecret: 's', timeoutMs }), ConfigurationError);
    const { message } = await client.listNumbers({}, { timeoutMs }).catch((error) => error);
    assert.ok(!/\d s\b/.test(message), message);
  }
  // What is null is not given, to a client and to a call.
  await client.listNumbers({}, { timeoutMs: null, signal: null });
  new IdtExpress({ apiKey: 'k', apiSecret: 's', timeoutMs: null });
});

test('every name of an option or an argument is spelled as JavaScript spells it', () => {
  const surface = readFileSync('surface.txt', 'utf8');
  const given = /^export interface (\w+Options|List\w+|Walk\w+|Get\w+|Delete\w+|Order\w+|Watch\w+|Wait\w+)(?: extends \w+)? \{\n([^}]*)\}/gm;
  const names = [...surface.matchAll(given)].flatMap(([, , members]) => [...members.matchAll(/^  (\w+)\??:/gm)].map(([, name]) => name));
  const snake = names.filter((name) => /[A-Z]/.test(name)).map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  assert.ok(snake.includes('did_group_id') && snake.includes('max_body_bytes'));
  const scripts = readdirSync('node_modules/telnum/dist').filter((name) => name.startsWith('shared-'));
  const text = scripts.map((name) => readFileSync(`node_modules/telnum/dist/${name}`, 'utf8').replaceAll('\\\n', '')).join('');
  for (const name of new Set(snake)) assert.match(text, new RegExp(`["'\`\\s]${name}["'\`\\s]`), name);
});

test("the carrier's words, and values, stay as they are", async () => {
  const emulator = await Emulator.create();
  const errors = [{ code: '1002', title: 'Invalid Field', detail: '`did_group_id` is no `api_key`' }];
  emulator.script([{ status: 400, text: JSON.stringify({ errors }) }]);
  const { message, details } = await emulator.idtExpress().getOrder({ orderId: '1' }).catch((error) => error);
  assert.equal(details[0].detail, '`did_group_id` is no `api_key`');
  assert.equal(details[0].origin, 'carrier', message);
  const wrong = await emulator.dialogTech().orderNumbers({ type: 'mobile', search: '312', quantity: 1 }).catch((error) => error);
  assert.match(wrong.message, /`canadian_local`/);
  const missing = await emulator.idtExpress().listDidGroups({}).catch((error) => error);
  assert.equal(missing.details[0].field, 'country_iso');
});

test('a call that asks for nothing has its options first', async () => {
  const emulator = await Emulator.create();
  const client = emulator.idtExpress();
  await refused('timeoutMs', () => client.listCountries({}, { timeoutMs: 0 }), InvalidInputError);
  await refused('signal', () => client.listCountries({}, { signal: AbortSignal.abort() }), InvalidInputError);
  assert.deepEqual(emulator.requests, []);
});

test("a call's options that are none, and a signal that is none, are refused", async () => {
  const emulator = await Emulator.create();
  const client = emulator.idtExpress();
  const attempt = await client.prepareOrder({ didGroupId: 16847, quantity: 1 });
  const calls = [
    (options) => client.listCountries(options),
    (options) => client.listNumbers({}, options),
    (options) => client.createOrder({ didGroupId: 16847, quantity: 1 }, options),
    (options) => client.place(attempt, options),
    (options) => client.waitForOrder({ orderId: 'a' }, options),
    (options) => client.watchOrder({ orderId: 'a' }, options)[Symbol.asyncIterator]().next(),
    (options) => client.numbers({}, options).pages().next(),
  ];
  for (const call of calls) {
    for (const options of [null, 7, 'text', [], new Map()]) await refused('options', () => call(options), ConfigurationError);
    for (const signal of [7, 'text', {}, new AbortController(), { aborted: false }]) await refused('signal', () => call({ signal }), ConfigurationError);
  }
  assert.deepEqual(emulator.requests, []);
});

test('half a character is no text: it would be sent as another one', async () => {
  const emulator = await Emulator.create();
  const half = 'a\ud83d';
  await refused('orderId', () => emulator.idtExpress().getOrder({ orderId: half }), InvalidInputError);
  await refused('didSkus', () => emulator.idtExpress().createOrderBySku({ didGroupId: 16847, didSkus: ['a', half] }), InvalidInputError);
  await refused('search', () => emulator.dialogTech().orderNumbers({ type: 'local', search: half, quantity: 1 }), InvalidInputError);
  await refused('number', () => emulator.didww().listDids({ filter: { number: half } }), InvalidInputError);
  await refused('apiKey', () => new IdtExpress({ apiKey: half, apiSecret: 's' }), ConfigurationError);
  assert.deepEqual(emulator.requests, []);
  // A whole one is.
  await emulator.idtExpress().getOrder({ orderId: 'a\ud83d\ude00' }).catch(() => {});
  assert.equal(emulator.requests.length, 1);
});

test('what would send and cannot is refused before anything is sent', async () => {
  const keys = { apiKey: 'emulator-key', apiSecret: 'emulator-secret', baseUrl: 'http://127.0.0.1:1' };
  for (const it of [3, 'fetch', {}, true, null]) await refused('fetch', () => new IdtExpress({ ...keys, fetch: it }), ConfigurationError);
  for (const it of ['x', '']) {
    assert.throws(() => new IdtExpress({ ...keys, caCertificates: it }), { name: 'ConfigurationError', message: '`caCertificates` holds no PEM certificate.' });
  }
  for (const it of [3, 'agent', () => {}, true, null]) await refused('agent', () => new IdtExpress({ ...keys, agent: it }), ConfigurationError);
  // `fetch` would go by neither.
  await refused('agent', () => new IdtExpress({ ...keys, fetch, agent: {} }), ConfigurationError);
  await refused('caCertificates', () => new IdtExpress({ ...keys, fetch, caCertificates: 'PEM' }), ConfigurationError);
});

test('an emulator that was not created says how', () => {
  assert.throws(() => new Emulator(), (error) => error instanceof ConfigurationError && /await Emulator\.create\(\)/.test(error.message));
  assert.throws(() => new Emulator({ seed: 7 }), (error) => error instanceof ConfigurationError && /await Emulator\.create\(\)/.test(error.message));
});

test('an emulator refuses what it cannot do by name, and goes on', async () => {
  for (const seed of [NaN, -1, 1.5, 2 ** 53, '7', 7n, null]) {
    await assert.rejects(() => Emulator.create({ seed }), (error) => error instanceof ConfigurationError && /seed/.test(error.message));
  }
  const emulator = await Emulator.create();
  for (const steps of [undefined, null, 7, 'x', {}, [7], [{ fault: 'unheard' }], [{}]]) {
    assert.throws(() => emulator.script(steps), ConfigurationError, JSON.stringify(steps));
  }
  for (const [name, value] of [['unheard', 1], ['balance', {}], ['balance', undefined]]) {
    assert.throws(() => emulator.set(name, value), ConfigurationError, name);
  }
  for (const seconds of [NaN, -1, Infinity, '1', undefined]) {
    assert.throws(() => emulator.advance(seconds), (error) => error instanceof ConfigurationError || error instanceof TypeError, `advance(${seconds})`);
  }
  for (const options of [null, 5, 'seed', [7]]) await assert.rejects(Emulator.create(options), ConfigurationError, String(options));
  for (const name of [1, true, {}, 5n, null, undefined, ['balance'], Symbol('s')]) {
    assert.throws(() => emulator.set(name, 1), (error) => error instanceof ConfigurationError && /name of a switch/.test(error.message), String(name));
  }
  for (const value of [5n, cyclic, deep]) {
    assert.throws(() => emulator.set('balance', value), (error) => error instanceof ConfigurationError && /balance/.test(error.message));
    assert.throws(() => emulator.script([{ seconds: value }]), (error) => error instanceof ConfigurationError && /steps/.test(error.message));
  }
  await emulator.idtExpress().listNumbers();
});
