// What a relay's owner sets up and checks, and what those who ask it are told and shown.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DialogTech, Didww, IdtExpress, TelnumError, attemptToJson } from 'telnum';
import { Emulator } from 'telnum/emulator';
import { FileJournal } from 'telnum/journal';
import { Relay } from 'telnum/relay';

import { errorOf, test } from './testing.mjs';

const fileJournal = () => new FileJournal(join(mkdtempSync(join(tmpdir(), 'telnum-')), 'orders.journal'));
const ask = (relay, target, init) => relay.fetch(new Request(`https://relay.example${target}`, init));
const place = (relay, attempt, target = '/v1/dids/orders') => ask(relay, target, { method: 'POST', headers: { 'telnum-attempt': attemptToJson(attempt) } });
const pageOf = (Client, relay) => new Client({ baseUrl: 'https://relay.example', fetch: (...given) => relay.fetch(new Request(...given)) });

/** A journal in memory that has this attempt open, as a process that was killed leaves it. */
function openJournal(attempt, more = {}) {
  return {
    claim: ({ id }) => ({ granted: id !== attempt.id }),
    settle() {},
    open: () => [{ attempt, claimedAt: new Date().toISOString() }],
    ...more,
  };
}

/** Runs with a clock a hundred times as fast. */
async function quickly(run) {
  const real = globalThis.setTimeout;
  globalThis.setTimeout = (ring, milliseconds, ...given) => real(ring, milliseconds / 100, ...given);
  try {
    return await run();
  } finally {
    globalThis.setTimeout = real;
  }
}

test('the password of a trunk does not pass a relay, and its client reads what others read', async () => {
  const emulator = await Emulator.create({ seed: 7 });
  const relay = new Relay(emulator.didww(), { allow: ['list_dids', 'list_voice_in_trunks'] });
  for (const target of ['/v3/voice_in_trunks', '/v3/dids?include=voice_in_trunk']) {
    const body = await (await ask(relay, target)).text();
    assert.ok(!body.includes('emulator-password'), body);
    assert.match(body, /"auth_password":"\[redacted\]"/);
    JSON.parse(body);
  }
  const [near, far] = await Promise.all([emulator.didww(), pageOf(Didww, relay)].map((it) => it.listVoiceInTrunks()));
  assert.deepEqual(JSON.parse(JSON.stringify(far)), JSON.parse(JSON.stringify(near)));
});

test('an include shows only what may be read', async () => {
  const emulator = await Emulator.create({ seed: 7 });
  const relay = new Relay(emulator.didww(), { allow: ['list_dids', 'get_did_group'] });
  const refused = { voice_in_trunk: 'list_voice_in_trunks', trunk: 'list_voice_in_trunks', 'did_group.city,order': 'list_cities', '%6Frder': 'list_orders' };
  for (const [include, operation] of Object.entries({ ...refused, nanpa_prefix: 'list_nanpa_prefixes', 'trunk-group': 'list_voice_in_trunk_groups' })) {
    const answer = await ask(relay, `/v3/dids?include=${include}`);
    const said = await answer.json();
    assert.deepEqual([answer.status, said.kind], [403, 'not_enabled'], include);
    assert.ok(said.text.includes(`\`${operation}\`, whose objects`), said.text);
  }
  assert.equal((await ask(relay, '/v3/dids?include%5B%5D=order')).status, 403);
  assert.equal(emulator.requests.length, 0);
  assert.equal((await ask(relay, '/v3/dids?include=did_group.stock_keeping_units,address_verification')).status, 200);
});

test('what cannot work, or would leave a relay open, is told when it is made', async () => {
  const emulator = await Emulator.create();
  const client = emulator.didww();
  const said = (given, options) => {
    try {
      new Relay(given, options);
    } catch (error) {
      return error;
    }
    throw new Error(`it was made: ${JSON.stringify(options)}`);
  };
  for (const [options, text] of [
    [undefined, 'one object'],
    [null, 'one object'],
    [['list_dids'], 'one object'],
    [{ allow: [], Check: () => false }, '`Check` is not an option of a relay (did you mean `check`?).'],
    [{ allow: [], chek: undefined }, '(did you mean `check`?)'],
    [{ allow: [], colour: 1 }, '`colour` is not an option of a relay.'],
    [{ allow: ['list_ordes'] }, 'DIDWW has no operation `list_ordes` that sends a request of its own (did you mean `list_orders`?)'],
    [{ allow: ['listDids'] }, '(did you mean `list_dids`?)'],
    [{ allow: ['x'] }, 'of its own. What makes other calls'],
    [{ allow: [], path: '/t\u00e9l' }, 'can match it: `/t%C3%A9l`.'],
    [{ allow: [], path: '/a b' }, '`/a%20b`'],
    [{ allow: [], path: '/a/../b' }, '`/b`'],
    [{ allow: [], path: '/a?b' }, '`/a%3Fb`'],
  ]) {
    const error = said(client, options);
    assert.ok(error instanceof TelnumError && error.kind === 'configuration', String(error));
    assert.ok(error.message.includes(text), error.message);
  }
  const keyless = said(new Didww({ baseUrl: 'https://relay.example' }), { allow: [] });
  assert.deepEqual([keyless.kind, keyless.message], ['configuration', 'A relay adds keys, and its client has none.']);
  for (const path of ['', '/', '/telnum', '/a/b/', '/t%C3%A9l', '/@x/~y']) new Relay(client, { allow: ['list_dids'], path });
});

test('what a check does to a call changes nothing of what is sent', async () => {
  const emulator = await Emulator.create({ seed: 7 });
  const check = (call) => {
    if (call.attempt !== undefined) {
      call.attempt.arguments.quantity = 50;
      call.attempt.id = 'another';
    }
    if (call.body !== undefined) call.body.preview = false;
    Object.assign(call, { attempt: undefined, target: '/v1/dids/numbers', operation: 'list_numbers' });
  };
  const relay = new Relay(emulator.idtExpress({ journal: fileJournal() }), { allow: ['create_order', 'get_order', 'preview_order'], check });
  const client = emulator.idtExpress();
  const attempt = await client.prepareOrder({ didGroupId: 16847, quantity: 2 });
  const answers = await Promise.all([place(relay, attempt), place(relay, attempt)]);
  assert.deepEqual(answers.map((it) => it.status), [200, 200]);
  const preview = await pageOf(IdtExpress, relay).previewOrder({ didGroupId: 16847, quantity: 3 });
  assert.equal(preview.ordered, 3);
  assert.deepEqual(emulator.ledger.map((it) => it.quantity), [2]);
});

test('a check sees only attempts that could be placed', async () => {
  const emulator = await Emulator.create({ seed: 7 });
  const seen = [];
  const check = ({ attempt }) => {
    seen.push(attempt);
    return attempt.arguments.quantity <= 10 || 'Ten at most.';
  };
  const relay = new Relay(emulator.idtExpress({ journal: fileJournal() }), { allow: ['create_order'], check });
  const attempt = await emulator.idtExpress().prepareOrder({ didGroupId: 16847, quantity: 2 });
  for (const change of [{ arguments: null }, { arguments: [] }, { arguments: { ...attempt.arguments, quantity: '2x' } }, { arguments: {} }, { environment: 'live' }]) {
    const answer = await place(relay, { ...attempt, ...change }).catch((thrown) => thrown);
    assert.equal(answer.status, 400, JSON.stringify(change));
  }
  assert.deepEqual(seen, []);
  assert.equal((await place(relay, attempt)).status, 200);
  assert.deepEqual(seen, [attempt]);
});

test('behind node:http, what a check throws is written where Node writes, and the page learns that nothing was sent', async () => {
  const emulator = await Emulator.create({ seed: 7 });
  const relay = new Relay(emulator.idtExpress({ journal: fileJournal() }), {
    allow: ['create_order'],
    check: () => Promise.reject(new Error('of the owner')),
  });
  const server = createServer(relay.node).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const written = [];
  const real = console.error;
  console.error = (...given) => written.push(given);
  try {
    const page = new IdtExpress({ baseUrl: `http://127.0.0.1:${server.address().port}` });
    const attempt = await page.prepareOrder({ didGroupId: 16847, quantity: 2 });
    const error = await errorOf(() => page.place(attempt));
    assert.equal(error.kind, 'configuration');
    assert.match(error.message, /before it sent anything.* Nothing was bought\./);
  } finally {
    console.error = real;
    server.close();
    server.closeAllConnections();
  }
  assert.deepEqual(written.map(([text, thrown]) => [text, thrown.message]), [['The relay failed.', 'of the owner']]);
  assert.equal(emulator.requests.length, 0);
});

test('a journal that fails never says that nothing was bought', async () => {
  const emulator = await Emulator.create({ seed: 7 });
  const attempt = await emulator.idtExpress().prepareOrder({ didGroupId: 16847, quantity: 2 });
  const fails = () => {
    throw new Error('The disk is gone.');
  };
  for (const [more, text] of [
    [{ open: fails }, /journal failed.*The disk is gone\./],
    [{ open: fails, claim: fails }, /journal failed.*The disk is gone\./],
    // It has the attempt open, and can say no more.
    [{ claim: fails, open: () => [{ attempt, claimedAt: new Date().toISOString(), cause: 'transport' }] }, /placed this attempt before/],
  ]) {
    const relay = new Relay(emulator.idtExpress({ journal: openJournal(attempt, more) }), { allow: ['create_order', 'get_order'] });
    const said = await errorOf(() => pageOf(IdtExpress, relay).place(attempt));
    assert.equal(said.kind, 'outcome_unknown', said.message);
    assert.match(said.message, text);
  }
  // One that it has not open was not claimed, so nothing was bought.
  const relay = new Relay(emulator.idtExpress({ journal: openJournal(attempt, { claim: fails }) }), { allow: ['create_order'] });
  const other = await emulator.idtExpress().prepareOrder({ didGroupId: 16847, quantity: 1 });
  const said = await errorOf(() => pageOf(IdtExpress, relay).place(other));
  assert.equal(said.kind, 'configuration', said.message);
  assert.equal(emulator.ledger.length, 0);
});

test('what another request has begun is waited for half as long as a page waits', async () => {
  const emulator = await Emulator.create({ seed: 7 });
  const attempt = await emulator.idtExpress().prepareOrder({ didGroupId: 16847, quantity: 2 });
  let looks = 0;
  const open = () => {
    looks += 1;
    return [{ attempt, claimedAt: new Date().toISOString() }];
  };
  const relay = new Relay(emulator.idtExpress({ journal: openJournal(attempt, { open }) }), { allow: ['create_order', 'get_order'] });
  // Of a process that ended without a word: 30 s, four looks a second.
  const said = await quickly(async () => (await place(relay, attempt)).json());
  assert.equal(said.kind, 'outcome_unknown', said.text);
  assert.ok(looks > 100 && looks <= 122, looks);
  // Of this relay: the journal takes 50 s for the first.
  const claim = () => new Promise((resolve) => setTimeout(() => resolve({ granted: true }), 50_000));
  const other = new Relay(emulator.idtExpress({ journal: openJournal({}, { claim }) }), { allow: ['create_order', 'get_order'] });
  await quickly(async () => {
    const ended = [];
    const both = ['first', 'second'].map(async (name) => {
      const answer = await place(other, attempt);
      ended.push([name, answer.status, (await answer.json()).kind]);
    });
    await Promise.all(both);
    assert.deepEqual(ended, [['second', 502, 'outcome_unknown'], ['first', 200, undefined]]);
  });
  assert.equal(emulator.ledger.length, 1);
});

test('what breaks after something was sent does not read as if nothing had been, and a core that loads late is asked for keys', async () => {
  const emulator = await Emulator.create({ seed: 7 });
  const attempt = await emulator.idtExpress().prepareOrder({ didGroupId: 16847, quantity: 2 });
  const behind = emulator.idtExpress({ journal: fileJournal() })[Symbol.for('telnum.relay')];
  const relayOf = (changes) => new Relay({ [Symbol.for('telnum.relay')]: { ...behind, ...changes } }, { allow: ['create_order', 'list_orders'] });
  const broken = relayOf({ ask: (request) => ('check' in request ? behind.ask(request) : Promise.reject(new Error('a trap'))) });
  const written = [];
  const real = console.error;
  console.error = (...given) => written.push(given[1].message);
  try {
    const answers = [await place(broken, attempt), await ask(broken, '/v1/dids/orders'), await place(broken, attempt)];
    const kinds = await Promise.all(answers.map(async (it) => (await it.json()).kind));
    assert.deepEqual(kinds, ['outcome_unknown', 'transport', 'outcome_unknown']);
  } finally {
    console.error = real;
  }
  assert.deepEqual(written, ['a trap', 'a trap', 'a trap']);
  const late = relayOf({ client: { now: undefined, get: async () => ({ keyless: true }) } });
  const error = await errorOf(() => ask(late, '/v1/dids/orders'));
  assert.deepEqual([error.kind, error.message], ['configuration', 'A relay adds keys, and its client has none.']);
  assert.equal(emulator.requests.length, 0);
});

// As the README says it.
const NEEDED = {
  'at IDT Express': ['idtExpress', IdtExpress, ['create_order', 'get_order', 'list_orders', 'preview_order'], { didGroupId: 16847, quantity: 2 }, { maxMonthlyPrice: '100', soleBuyer: true }],
  'at DIDWW': ['didww', Didww, ['create_order', 'get_order', 'list_dids', 'list_orders'], undefined, {}],
  'at DialogTech': ['dialogTech', DialogTech, ['order_numbers'], { type: 'local', search: '555', quantity: 1 }, {}],
};

for (const [where, [name, Client, allow, given, ceilings]] of Object.entries(NEEDED)) {
  test(`buyNumbers goes through a relay that allows its calls, ${where}`, async () => {
    // DialogTech cannot be asked what became of a lost one.
    for (const isLost of name === 'dialogTech' ? [false] : [false, true]) {
      const emulator = await Emulator.create({ seed: 7 });
      emulator.set('didww_complete_after_s', 1);
      const relay = new Relay(emulator[name]({ journal: fileJournal() }), { allow });
      const page = pageOf(Client, relay);
      const attempt = await emulator[name]().prepareOrder(given ?? (await anItem(emulator)));
      // The look at the price is answered.
      if (isLost) emulator.script([...(ceilings.maxMonthlyPrice === undefined ? [] : [{ own: true }]), { fault: 'reset_after' }]);
      const clock = setInterval(() => emulator.advance(5), 10);
      const bought = await quickly(() => page.buyNumbers({ attempt, ...ceilings })).finally(() => clearInterval(clock));
      assert.equal(bought.stage, 'done', JSON.stringify(bought));
      assert.equal(emulator.ledger.length, 1);
    }
  });
}

/** What is to be bought at DIDWW. */
async function anItem(emulator) {
  const { didGroups } = await emulator.didww().listDidGroups({ filter: { isAvailable: true }, include: ['stock_keeping_units'], pageSize: 1 });
  return { items: [{ skuId: didGroups[0].stockKeepingUnits[0].id, qty: 2 }] };
}
