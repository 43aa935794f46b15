// What an aborted purchase says: its attempt where it may have been sent.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import { AuthenticationError, attemptToJson, ConfigurationError, IdtExpress, OutcomeUnknownError } from 'telnum';
import { Emulator } from 'telnum/emulator';
import { FileJournal } from 'telnum/journal';

import { errorOf, test } from './testing.mjs';

const ORDER = { didGroupId: 16847, quantity: 2 };

/** Aborts a call once the emulator has seen its next request; brings what it rejects with. */
async function abortedAmid(emulator, begin, reason) {
  const aborting = new AbortController();
  const asked = emulator.requests.length;
  const thrown = begin(aborting.signal).then(() => assert.fail('it ended'), (error) => error);
  while (emulator.requests.length === asked) await sleep(1);
  aborting.abort(reason);
  const error = await thrown;
  assert.equal(error, aborting.signal.reason);
  return error;
}

const ways = {
  place: (client, attempt, signal) => client.place(attempt, { signal }),
  createOrder: (client, _, signal) => client.createOrder(ORDER, { signal }),
  buyNumbers: (client, attempt, signal) => client.buyNumbers({ attempt }, { signal }),
  buyAndWatch: (client, attempt, signal) => client.buyAndWatch({ attempt }, { signal })[Symbol.asyncIterator]().next(),
};

test('an aborted purchase that was sent rejects with the reason of its signal, whose cause carries the attempt', async () => {
  for (const [name, begin] of Object.entries(ways)) {
    for (const reason of [undefined, new Error('enough')]) {
      const emulator = await Emulator.create();
      const client = emulator.idtExpress();
      const attempt = await client.prepareOrder(ORDER);
      emulator.script(['never_after']);
      const { cause } = await abortedAmid(emulator, (signal) => begin(client, attempt, signal), reason);
      assert.ok(cause instanceof OutcomeUnknownError, `${name}: ${cause}`);
      assert.equal(cause.sentAt, '2026-01-05T09:00:00Z', name);
      if (name !== 'createOrder') assert.deepEqual(cause.attempt, attempt, name);
      assert.equal((await errorOf(() => client.place(cause.attempt))).kind, 'conflict', name);
      assert.equal(emulator.ledger.length, 1, name);
    }
  }
});

test('once it is ordered, the cause names the order, and when it was sent', async () => {
  const emulator = await Emulator.create();
  const client = emulator.idtExpress();
  const attempt = await client.prepareOrder(ORDER);
  const aborting = new AbortController();
  const steps = client.buyAndWatch({ attempt }, { signal: aborting.signal })[Symbol.asyncIterator]();
  const { value } = await steps.next();
  emulator.advance(5);
  emulator.script(['never']);
  const asked = emulator.requests.length;
  const next = errorless(steps.next());
  while (emulator.requests.length === asked) await sleep(1);
  aborting.abort();
  const { cause } = await next;
  assert.deepEqual([cause.attempt, cause.candidateOrderId, cause.sentAt], [attempt, value.orderId, '2026-01-05T09:00:00Z']);
});

test('an aborted purchase that was not sent has no cause, and can be placed', async () => {
  for (const [name, begin] of Object.entries(ways)) {
    const emulator = await Emulator.create();
    let asked;
    const isAsked = new Promise((resolve) => (asked = resolve));
    let claim = () => {
      asked();
      return new Promise(() => {});
    };
    const client = emulator.idtExpress({ journal: { claim: () => claim(), settle: () => {}, open: () => [] } });
    const attempt = await client.prepareOrder(ORDER);
    const aborting = new AbortController();
    const thrown = errorless(begin(client, attempt, aborting.signal));
    await isAsked;
    aborting.abort();
    assert.deepEqual([await thrown, aborting.signal.reason.cause], [aborting.signal.reason, undefined], name);
    assert.equal(emulator.requests.length, 0, name);
    claim = () => ({ granted: true });
    assert.equal((await client.place(attempt)).ordered, 2, name);
  }
  // So is it while prices are looked up.
  const emulator = await Emulator.create();
  const client = emulator.idtExpress();
  const attempt = await client.prepareOrder(ORDER);
  emulator.script(['never']);
  const { cause } = await abortedAmid(emulator, (signal) => client.buyNumbers({ attempt, maxMonthlyPrice: 9 }, { signal }));
  assert.equal(cause, undefined);
});

test('a reason keeps the cause it has, stays what it is where it is no Error, and has none where purchases share it', async () => {
  for (const reason of [new Error('enough', { cause: 'mine' }), Object.freeze(new Error('enough')), 'enough', null]) {
    const emulator = await Emulator.create();
    const client = emulator.idtExpress();
    emulator.script(['never_after']);
    const error = await abortedAmid(emulator, (signal) => client.createOrder(ORDER, { signal }), reason);
    assert.equal(error?.cause, reason?.cause);
  }
  const emulator = await Emulator.create();
  const client = emulator.idtExpress();
  emulator.script(['never_after', 'never_after']);
  const aborting = new AbortController();
  const options = { signal: aborting.signal };
  const both = [client.createOrder(ORDER, options), client.createOrder(ORDER, options)].map(errorless);
  while (emulator.requests.length < 2) await sleep(1);
  aborting.abort();
  for (const error of await Promise.all(both)) assert.deepEqual([error, error.cause], [options.signal.reason, undefined]);
  // A read has none.
  emulator.script(['never']);
  const { cause } = await abortedAmid(emulator, (signal) => client.listNumbers({}, { signal }));
  assert.equal(cause, undefined);
});

/** What it rejects with. */
const errorless = (promise) => promise.then(() => assert.fail('it ended'), (error) => error);

test("what a caller's own journal or source of tokens throws is the cause of the error", async () => {
  const away = new Error('The database is away.');
  const fail = () => { throw away; };
  const works = { claim: () => ({ granted: true }), settle: () => {}, open: () => [] };
  const emulator = await Emulator.create();
  const failing = (methods) => emulator.idtExpress({ journal: { ...works, ...methods } });
  const attempt = await failing({}).prepareOrder(ORDER);
  const calls = {
    claim: () => failing({ claim: fail }).place(attempt),
    'claim, bought': () => failing({ claim: fail }).buyNumbers({ attempt }),
    'claim, rejected': () => failing({ claim: async () => fail() }).createOrder(ORDER),
    open: () => failing({ open: fail }).openAttempts(),
    placed: () => failing({ placed: fail }).reconcileOrders({ attempts: [attempt] }),
  };
  for (const [name, call] of Object.entries(calls)) {
    const error = await errorOf(call);
    assert.ok(error instanceof ConfigurationError, name);
    assert.equal(error.cause, away, name);
    // The full stop of what was thrown is not doubled, and it is no data.
    assert.match(error.message, /^The journal failed: Error: The database is away\.( Nothing was sent\.)?$/, name);
    assert.ok(!('cause' in error.toJSON()), name);
  }
  const odd = await errorOf(() => failing({ claim: () => 7 }).place(attempt));
  assert.equal('cause' in odd, false);
  // One of the package's own says what it is, and is the cause as well.
  const folder = new URL('file:///no/such/folder/');
  assert.throws(() => new FileJournal(new URL('orders', folder)), ConfigurationError);
  const mine = new ConfigurationError({ kind: 'configuration', text: 'Mine.', details: [] });
  const said = await errorOf(() => failing({ claim: () => { throw mine; } }).place(attempt));
  assert.deepEqual([said.message, said.cause], ['Mine. Nothing was sent.', mine]);
  assert.equal(emulator.requests.length, 0);
  const error = await errorOf(() => emulator.didww({ tokenSource: fail }).getBalance());
  assert.ok(error instanceof AuthenticationError);
  assert.deepEqual([error.message, error.cause], ['The source of tokens failed: Error: The database is away. Nothing was sent.', away]);
});

test('a ceiling that is null is refused: it may be a NaN that was kept as JSON', async () => {
  const emulator = await Emulator.create();
  const client = emulator.idtExpress();
  const attempt = await client.prepareOrder(ORDER);
  const item = { skuId: '749f1f54-23a7-4418-9906-c5d5335c753d', qty: 1, didGroupId: '518c9495-9d91-4a21-aa88-4606060cfa21' };
  for (const ceiling of [null, NaN, 'nine']) {
    for (const name of ['maxMonthlyPrice', 'maxSetupPrice']) {
      const calls = [
        () => client.buyNumbers({ attempt, [name]: ceiling }),
        () => client.buyAndWatch({ attempt, [name]: ceiling })[Symbol.asyncIterator]().next(),
        () => emulator.didww().createOrder({ items: [item], [name]: ceiling }),
        () => emulator.didww().prepareOrder({ items: [item], [name]: ceiling }),
      ];
      for (const call of calls) {
        const error = await errorOf(call);
        assert.equal(error.kind, 'invalid_input');
        assert.match(error.message, new RegExp(`\`${name}\` must be decimal text`));
      }
    }
  }
  assert.equal(emulator.requests.length, 0);
  // Other arguments may be null, which is as if they were not there.
  assert.equal((await client.buyNumbers({ attempt, soleBuyer: null })).delivered, 2);
});

test('an open attempt where an attempt is wanted: the error says to pass its `attempt`', async () => {
  const emulator = await Emulator.create();
  const attempt = await emulator.idtExpress().prepareOrder(ORDER);
  const open = { attempt, claimedAt: attempt.preparedAt };
  const client = emulator.idtExpress({ journal: { claim: assert.fail, settle: assert.fail, open: () => [open] } });
  const [found] = await client.openAttempts();
  const calls = [
    () => client.reconcileOrders({ attempts: [found] }),
    () => client.buyNumbers({ attempt: found }),
    () => client.settleAttempt({ attempt: found }),
    () => client.place(found),
    () => attemptToJson(found),
  ];
  for (const call of calls) {
    const error = await errorOf(async () => call());
    assert.equal(error.kind, 'invalid_input');
    assert.match(error.message, /pass its `attempt`/);
  }
  assert.equal(emulator.requests.length, 0);
});

test("what is not an attempt is refused where its call has a signal, too", async () => {
  const client = new IdtExpress({ apiKey: 'emulator-key', apiSecret: 'emulator-secret', baseUrl: 'http://127.0.0.1:9' });
  const { signal } = new AbortController();
  for (const attempt of [null, 7, {}, { attempt: {} }]) {
    const error = await errorOf(() => client.place(attempt, { signal }));
    assert.equal(error.kind, 'invalid_input');
  }
});
