// What can go wrong beneath a call that is under way: a core that is started anew, a runtime that sends twice.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { IdtExpress } from 'telnum';
import { Emulator } from 'telnum/emulator';

import { errorOf, runIn, runtimes, test } from './testing.mjs';
import { sendJson, wireServer } from './wire-server.mjs';

const ORDER = { didGroupId: 16847, quantity: 1 };

/** Runs this while every call ends in a trap. */
async function trapped(body) {
  const { Call } = await import(new URL('./wasm/telnum.js', import.meta.resolve('telnum')));
  const { resume } = Call.prototype;
  Call.prototype.resume = () => {
    throw new WebAssembly.RuntimeError('unreachable');
  };
  await body();
  Call.prototype.resume = resume;
}

test('after a trap the core is started anew, and a purchase that met it is of unknown outcome', async () => {
  const client = (await Emulator.create()).idtExpress();
  await trapped(async () => {
    await assert.rejects(client.listNumbers(), /a fault of telnum/);
    const lost = await errorOf(() => client.createOrder(ORDER));
    assert.equal(lost.kind, 'outcome_unknown');
    assert.equal(lost.attempt.arguments.quantity, 1);
  });
  assert.equal((await client.createOrder(ORDER)).ordered, 1);
});

test('a walk whose core was started anew meanwhile says so, and the next loop walks', async () => {
  const client = (await Emulator.create()).idtExpress();
  const walk = client.numbers({ pageSize: 2 });
  const pages = walk.pages();
  await pages.next();
  await trapped(() => assert.rejects(client.listNumbers(), /a fault of telnum/));
  await assert.rejects(pages.next(), /a fault of telnum/);
  const found = [];
  for await (const { number } of walk) found.push(number);
  assert.equal(found.length, 4);
});

test('a call under way when the core is started anew ends, and a purchase is not called unsent', async () => {
  const server = await wireServer(() => {});
  const client = new IdtExpress(server.options);
  const seen = server.seen();
  const purchase = errorOf(() => client.createOrder(ORDER, { timeoutMs: 500 }));
  await seen;
  await trapped(() => assert.rejects(client.listNumbers(), /a fault of telnum/));
  assert.equal((await purchase).kind, 'outcome_unknown');
  server.close();
});

test('a client of an unknown carrier is none', async () => {
  const { Client, initSync } = await import(new URL('./wasm/telnum.js', import.meta.resolve('telnum')));
  initSync({ module: readFileSync('node_modules/telnum/dist/wasm/telnum_bg.wasm') });
  for (const carrier of ['idt', 'IdtExpress', '']) {
    assert.throws(() => new Client(carrier, {}, {}), (thrown) => thrown[1].includes('configuration'), carrier);
  }
});

for (const runtime of Object.keys(runtimes)) {
  test(`a read that is given up on a warmed connection on ${runtime} was on the wire once`, async () => {
    let answered = false;
    const server = await wireServer((socket) => {
      if (!answered) sendJson(socket);
      answered = true;
    });
    const said = await runIn(runtime, 'give-up-a-read.mjs', { args: [server.url] });
    assert.equal(said.trim(), 'TimeoutError');
    assert.equal(server.requests.length, 2);
    server.close();
  });
}
