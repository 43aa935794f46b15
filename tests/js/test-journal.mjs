// Clients with a journal place each attempt once: one of the caller's own, and one in a file.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { ConfigurationError, ConflictError, IdtExpress, OutcomeUnknownError } from 'telnum';
import { Emulator } from 'telnum/emulator';
import { FileJournal, PostgresJournal, SqliteJournal } from 'telnum/journal';

import { errorOf, execute, runtimes, runIn, test } from './testing.mjs';

const ORDER = { didGroupId: 16847, quantity: 2 };

/** A journal of the caller's own, which keeps what it was told. */
class Memory {
  told = [];
  claims = new Map();

  async claim(attempt, at) {
    this.told.push(['claim', attempt, at]);
    if (this.claims.has(attempt.id)) return { granted: false, orderId: this.claims.get(attempt.id) };
    this.claims.set(attempt.id, undefined);
    return { granted: true };
  }

  async settle(attempt, outcome) {
    this.told.push(['settle', attempt, outcome]);
    if (outcome.result === 'not_placed') this.claims.delete(attempt.id);
    else this.claims.set(attempt.id, outcome.orderId);
  }

  open() {
    return [];
  }
}

test("a journal of the caller's own is asked before a purchase and told its outcome", async () => {
  const emulator = await Emulator.create();
  const journal = new Memory();
  const client = emulator.idtExpress({ journal });
  await client.previewOrder(ORDER);
  const attempt = await client.prepareOrder(ORDER);
  const order = await client.place(attempt);
  emulator.script([{ fault: 'reset_after' }]);
  const lost = await errorOf(() => client.createOrder(ORDER));
  emulator.set('balance', '0.31');
  const refused = await errorOf(() => client.createOrder(ORDER));
  const at = '2026-01-05T09:00:00Z';
  assert.deepEqual(journal.told, [
    ['claim', attempt, at],
    ['settle', attempt, { result: 'placed', at, orderId: order.id }],
    ['claim', lost.attempt, at],
    ['settle', lost.attempt, { result: 'unknown', at, cause: 'transport', text: journal.told[3][2].text, sentAt: lost.sentAt, candidateOrderId: undefined }],
    ['claim', journal.told[4][1], at],
    ['settle', journal.told[4][1], { result: 'not_placed', at, cause: 'insufficient_funds', text: refused.message }],
  ]);
  const again = await errorOf(() => emulator.idtExpress({ journal }).place(attempt));
  assert.ok(again instanceof ConflictError);
  assert.deepEqual([again.candidateOrderId, again.attempt], [order.id, attempt]);
  assert.equal(emulator.ledger.length, 2);
});

test('a journal that fails keeps a purchase from being sent, and changes none that was', async () => {
  const failing = {
    'throws': () => { throw new Error('no database'); },
    'rejects': () => Promise.reject(new Error('no database')),
    'throws what is not an Error': () => { throw 'no database'; },
    'throws an odd object': () => { throw Object.create(null); },
    'returns null': () => null,
    'returns nothing': () => undefined,
    'returns what is not a claim': () => ({ granted: 'yes' }),
    'returns true': () => true,
  };
  for (const [name, claim] of Object.entries(failing)) {
    const emulator = await Emulator.create();
    const client = emulator.idtExpress({ journal: { claim, settle: assert.fail, open: assert.fail } });
    const attempt = await client.prepareOrder(ORDER);
    for (let turn = 0; turn < 2; turn += 1) {
      const error = await errorOf(() => client.place(attempt));
      assert.ok(error instanceof ConfigurationError, name);
      assert.match(error.message, /^The journal failed: .*\. Nothing was sent\.$/, name);
      // What is odd is told in a user's terms.
      assert.doesNotMatch(error.message, /TypeError|destructure|undefined|is not a function/, name);
    }
    assert.equal(emulator.requests.length, 0);
  }
  for (const settle of [() => { throw new Error('no database'); }, () => Promise.reject(new Error('no database')), () => 7]) {
    const emulator = await Emulator.create();
    const client = emulator.idtExpress({ journal: { claim: () => ({ granted: true }), settle, open: assert.fail } });
    assert.equal((await client.createOrder(ORDER)).ordered, 2);
  }
});

test('a purchase that is aborted while its journal is asked is not sent; once it is settled, an abort does not hide it', async () => {
  const emulator = await Emulator.create();
  let resolve;
  const promise = new Promise((fulfil) => (resolve = fulfil));
  const waits = { claim: () => promise, settle: () => {}, open: () => [] };
  const aborting = new AbortController();
  const placing = emulator.idtExpress({ journal: waits }).createOrder(ORDER, { signal: aborting.signal });
  setTimeout(() => aborting.abort(new Error('enough')), 10);
  await assert.rejects(placing.then((it) => it), { message: 'enough' });
  resolve({ granted: true });
  await new Promise((done) => setTimeout(done, 10));
  assert.equal(emulator.requests.length, 0);

  const late = new AbortController();
  const settles = { claim: () => ({ granted: true }), settle: async () => late.abort(), open: () => [] };
  const order = await emulator.idtExpress({ journal: settles }).createOrder(ORDER, { signal: late.signal });
  assert.equal(order.ordered, 2);
});

test('what is not a journal is refused when the client is made', () => {
  for (const journal of ['orders.journal', {}, null, 7, { claim() {}, settle() {} }, new URL('file:///tmp')]) {
    assert.throws(() => new IdtExpress({ apiKey: '1234567890', apiSecret: '1234567890', journal }), {
      name: 'ConfigurationError',
      message: /^`journal` must be an object with the methods `claim`, `settle` and `open`/,
    });
  }
  assert.throws(() => new IdtExpress({ jurnal: new Memory() }), { message: /did you mean `journal`/ });
});

/** Runs this with the path of a journal. */
async function scratch(run) {
  const folder = mkdtempSync(join(tmpdir(), 'telnum-'));
  try {
    await run(join(folder, 'orders.journal'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('the journal in a file holds for every client, and says what is open', () =>
  scratch(async (path) => {
    const emulator = await Emulator.create();
    const clients = Array.from({ length: 10 }, () => emulator.idtExpress({ journal: new FileJournal(path) }));
    const [client] = clients;
    const attempt = await client.prepareOrder(ORDER);
    const ended = await Promise.allSettled([...clients, ...clients].map((it) => it.place(attempt)));
    const orders = ended.filter((it) => it.status === 'fulfilled').map((it) => it.value);
    assert.equal(orders.length, 1);
    assert.ok(ended.every((it) => it.status === 'fulfilled' || it.reason instanceof ConflictError));
    const again = await errorOf(() => emulator.idtExpress({ journal: new FileJournal(pathToFileURL(path)) }).place(attempt));
    assert.equal(again.candidateOrderId, orders[0].id);

    emulator.set('balance', '0.31');
    const refused = await client.prepareOrder(ORDER);
    await errorOf(() => client.place(refused));
    emulator.set('balance', '100');
    emulator.script([{ fault: 'reset_after' }]);
    const lost = await errorOf(() => clients[1].place(refused));
    assert.ok(lost instanceof OutcomeUnknownError);
    assert.ok((await errorOf(() => clients[2].place(refused))) instanceof ConflictError);
    const { sentAt, cause } = lost;
    assert.deepEqual(await new FileJournal(path).open(), [{ attempt: refused, claimedAt: sentAt, sentAt, cause }]);
    assert.equal(emulator.ledger.length, 2);
    if (process.platform !== 'win32') assert.equal(statSync(path).mode & 0o777, 0o600);
  }));

const at = '2026-01-05T09:00:00Z';

async function attempts(number) {
  const client = (await Emulator.create()).idtExpress();
  return Promise.all(Array.from({ length: number }, () => client.prepareOrder(ORDER)));
}

test('a journal that is cut at any byte is read and goes on', () =>
  scratch(async (path) => {
    const journal = new FileJournal(path);
    const [first, second, third] = await attempts(3);
    await journal.claim(first, at);
    const firstEnds = statSync(path).size;
    await journal.claim(second, at);
    const secondEnds = statSync(path).size;
    await journal.settle(second, { result: 'placed', at });
    const whole = readFileSync(path);
    for (let cut = 0; cut <= whole.length; cut += 1) {
      writeFileSync(path, whole.subarray(0, cut));
      const next = new FileJournal(path);
      const held = [cut + 1 >= firstEnds, cut + 1 >= secondEnds && cut + 1 < whole.length];
      for (const it of [journal, next]) {
        const open = (await it.open()).map(({ attempt }) => attempt.id);
        assert.deepEqual(open, [first.id, second.id].filter((_, number) => held[number]), `cut at ${cut}`);
      }
      const granted = [];
      for (const attempt of [first, second, third]) granted.push((await next.claim(attempt, at)).granted);
      assert.deepEqual(granted, [cut + 1 < firstEnds, cut + 1 < secondEnds, true], `cut at ${cut}`);
      for (const attempt of [first, second, third]) assert.equal((await journal.claim(attempt, at)).granted, false);
    }
  }));

test('damage in a journal is an error that names the line, and nothing is granted', () =>
  scratch(async (path) => {
    const journal = new FileJournal(path);
    const [first, second] = await attempts(2);
    await journal.claim(first, at);
    const whole = readFileSync(path, 'utf8');
    const line = whole.trim();
    const [sum] = line.split(' ');
    const json = line.slice(line.indexOf('{'));
    const damages = [
      line.replace('16847', '16848'),
      line.replace(sum, '0'.repeat(16)),
      `${line} `,
      line + line,
      `${sum} 1${line.slice(17)}`,
      `${sum} ${json}`,
      json,
      'a line of text',
      line.toUpperCase(),
    ];
    for (const damaged of damages) {
      for (const before of ['', '\n\n', whole]) {
        writeFileSync(path, `${before}${damaged}\n${whole}`);
        for (const it of [journal, journal, new FileJournal(path)]) {
          const error = await errorOf(() => it.claim(second, at));
          assert.ok(error instanceof ConfigurationError);
          assert.ok(error.message.includes(`${path} is damaged in line ${before.split('\n').length}:`), error.message);
        }
      }
    }
    writeFileSync(path, whole);
    assert.equal((await journal.claim(second, at)).granted, true);
    assert.equal((await journal.claim(first, at)).granted, false);
    // Another file in its place.
    const other = new FileJournal(`${path}.2`);
    await other.claim(second, at);
    renameSync(`${path}.2`, path);
    assert.deepEqual([(await journal.claim(first, at)).granted, (await journal.claim(second, at)).granted], [true, false]);
  }));

test('what a journal in a database is given is checked', () => {
  const client = { query() {}, release() {} };
  for (const odd of [undefined, null, 'postgresql://localhost', {}, client]) assert.throws(() => new PostgresJournal(odd), { name: 'ConfigurationError' });
  for (const odd of [undefined, null, 'orders.db', {}]) assert.throws(() => new SqliteJournal(odd), { name: 'ConfigurationError' });
});

test('what cannot be a journal\'s file is told at once', () =>
  scratch(async (path) => {
    for (const odd of ['', 7, undefined, join(path, 'none'), tmpdir()]) assert.throws(() => new FileJournal(odd), { name: 'ConfigurationError' });
  }));

for (const runtime of Object.keys(runtimes)) {
  test(`the journal in a file works on ${runtime}`, () =>
    scratch(async (path) => {
      assert.equal(await runIn(runtime, 'journal.cjs', { args: [path] }), 'placed conflict\n');
    }));
}

for (const runtime of Object.keys(runtimes).filter((it) => it !== 'Node 20')) {
  test(`the journal in SQLite works on ${runtime}`, () =>
    scratch(async (path) => {
      assert.equal(await runIn(runtime, 'sqlite-journal.mjs', { args: [path] }), 'configuration true true true true 0 1 configuration true configuration true configuration true configuration 3\n');
    }));
}

test('a full disk keeps a purchase from being sent', () =>
  scratch(async (path) => {
    const said = await execute('bash', ['-c', 'trap "" XFSZ; ulimit -f 1; exec "$0" journal.cjs "$1" 3', process.execPath, path]);
    assert.match(said, /^(placed conflict\n)+The journal .* could not be written: .* Nothing was sent\.\n$/);
  }));

test('what one client left open, another one shows, finds and goes on with', async () => {
  const emulator = await Emulator.create();
  const folder = mkdtempSync(join(tmpdir(), 'telnum-'));
  try {
    const path = join(folder, 'orders.journal');
    const client = emulator.idtExpress({ journal: new FileJournal(path) });
    const attempt = await client.prepareOrder(ORDER);
    emulator.script([{ fault: 'reset_after' }]);
    assert.ok((await errorOf(() => client.place(attempt))) instanceof OutcomeUnknownError);
    const other = emulator.idtExpress({ journal: new FileJournal(path) });
    const [left, ...more] = await other.openAttempts();
    assert.deepEqual([left.attempt, left.cause, more], [attempt, 'transport', []]);
    const bought = await other.buyNumbers({ attempt: left.attempt, soleBuyer: true });
    assert.deepEqual([bought.stage, bought.delivered], ['done', 2]);
    assert.deepEqual(await client.openAttempts(), []);
    const [known] = await client.reconcileOrders({ attempts: [attempt] });
    assert.deepEqual([known.outcome, known.orderIds], ['placed', [bought.orderId]]);
    // Its order is of no other attempt.
    const lost = await client.prepareOrder(ORDER);
    emulator.script([{ fault: 'reset_before' }]);
    assert.ok((await errorOf(() => client.place(lost))) instanceof OutcomeUnknownError);
    const third = emulator.idtExpress({ journal: new FileJournal(path) });
    const [found] = await third.reconcileOrders({ attempts: [lost], soleBuyer: true }, { timeoutMs: 2000 });
    assert.deepEqual([found.outcome, found.orderIds], ['not_seen', []]);
    await third.settleAttempt({ attempt: lost });
    assert.equal((await third.place(lost)).ordered, 2);
    assert.equal(emulator.ledger.length, 2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what another client has found out is told without a look', async () => {
  const emulator = await Emulator.create();
  const journal = new Memory();
  journal.placed = () => [...journal.claims].flatMap(([attemptId, orderId]) => (orderId === undefined ? [] : [{ attemptId, orderId }]));
  const client = emulator.idtExpress({ journal });
  emulator.script([{ fault: 'reset_after' }]);
  const { attempt } = await errorOf(() => client.createOrder(ORDER));
  const { orderId } = emulator.ledger[0];
  await emulator.idtExpress({ journal }).settleAttempt({ attempt, orderId });
  const requests = emulator.requests.length;
  const [found] = await client.reconcileOrders({ attempts: [attempt] });
  assert.deepEqual([found.outcome, found.orderIds, found.lookedUntil], ['placed', [orderId], undefined]);
  assert.equal(emulator.requests.length, requests);
});

test("a journal that cannot say what is open says why", async () => {
  const emulator = await Emulator.create();
  const journal = new Memory();
  const client = emulator.idtExpress({ journal });
  assert.deepEqual(await client.openAttempts(), []);
  journal.open = () => {
    throw new Error('the database is away');
  };
  const failed = await errorOf(() => client.openAttempts());
  assert.ok(failed instanceof ConfigurationError);
  assert.equal(failed.message, 'The journal failed: Error: the database is away.');
  const odd = [
    [{ open: () => undefined }, 'its `open` must answer an array.'],
    [{ open: () => [undefined] }, 'The journal has an open attempt whose `attempt` or `claimedAt` cannot be read.'],
    [{ open: () => [{ attempt: null, claimedAt: 7 }] }, 'The journal has an open attempt whose `attempt` or `claimedAt` cannot be read.'],
    [{ placed: () => '811' }, 'its `placed` must answer an array.'],
    [{ placed: () => [811] }, 'its `placed` must answer objects whose `attemptId` is a string.'],
    [{ placed: () => [{ attemptId: 'a', orderId: 811 }] }, 'its `placed` must answer an `orderId` that is a string.'],
  ];
  for (const [methods, said] of odd) {
    const error = await errorOf(() => emulator.idtExpress({ journal: Object.assign(new Memory(), methods) }).openAttempts());
    assert.ok(error instanceof ConfigurationError, error.message);
    assert.ok(error.message.endsWith(said), error.message);
  }
});

test('a journal that never answers does not hold a call for ever', async () => {
  const emulator = await Emulator.create();
  const never = () => new Promise(() => {});
  const waits = { claim: never, settle() {}, open: never };
  const client = emulator.idtExpress({ journal: waits, timeoutMs: 100 });
  const unclaimed = await errorOf(() => client.createOrder(ORDER));
  assert.deepEqual([unclaimed.kind, unclaimed.message], ['timeout', "The journal did not answer before the call's deadline. Nothing was sent."]);
  assert.equal(emulator.requests.length, 0);
  assert.equal((await errorOf(() => client.openAttempts())).kind, 'timeout');
  const begun = Date.now();
  const untold = { claim: () => ({ granted: true }), settle: never, open: () => [] };
  assert.equal((await emulator.idtExpress({ journal: untold, timeoutMs: 100 }).createOrder(ORDER)).ordered, 2);
  assert.ok(Date.now() - begun < 9000);
});

test('what cannot be a journal says what to do, by a class that has a name', () =>
  scratch(async (path) => {
    const { ENOENT, EISDIR } = { ENOENT: join(path, 'none'), EISDIR: tmpdir() };
    for (const [odd, said] of [[ENOENT, 'Create its folder first'], [EISDIR, 'Name a file in that folder']]) {
      assert.throws(() => new FileJournal(odd), (error) => {
        assert.ok(error.message.includes(said), error.message);
        assert.equal(error.constructor.name, 'ConfigurationError');
        return error instanceof ConfigurationError;
      });
    }
  }));

test('a journal whose claim answers no text as an order is refused, and the core goes on', async () => {
  const emulator = await Emulator.create();
  const client = emulator.idtExpress();
  const attempt = await client.prepareOrder(ORDER);
  await client.place(attempt);
  for (const orderId of [5, {}, true, ['x']]) {
    const other = emulator.idtExpress({ journal: { claim: () => ({ granted: false, orderId }), settle() {}, open: () => [] } });
    assert.ok((await errorOf(() => other.createOrder(ORDER))) instanceof ConfigurationError, String(orderId));
  }
  assert.ok((await errorOf(() => client.place(attempt))) instanceof ConflictError);
  assert.equal(emulator.ledger.length, 1);
});
