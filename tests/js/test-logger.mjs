// Logging: who is told what, and what a logger cannot spoil.
import assert from 'node:assert/strict';

import { ConfigurationError, IdtExpress } from 'telnum';
import { Emulator } from 'telnum/emulator';

import { test } from './testing.mjs';
import { sendJson, wireServer } from './wire-server.mjs';

const ORDER = { didGroupId: 16847, quantity: 1 };

test('each method is told its events, as a line and as plain data; without a method they are not made', async () => {
  const emulator = await Emulator.create();
  const heard = [];
  const hear = (method) => (text, event) => heard.push([method, text, event]);
  const all = emulator.idtExpress({ logger: { debug: hear('debug'), info: hear('info'), warn: hear('warn') } });
  await all.listNumbers();
  await all.getOrder({ orderId: '0' }).catch(() => {});
  assert.deepEqual(heard.map(([method, , { level, about }]) => `${method} ${level} ${about}`), [
    'debug debug request', 'info info call', 'debug debug request', 'warn warning call',
  ]);
  for (const [, text, event] of heard) {
    assert.equal(text, event.text);
    assert.deepEqual(JSON.parse(JSON.stringify(event)), event);
  }
  const [, text, event] = heard[3];
  assert.match(text, /^get_order: not_found \(HTTP 404\)/);
  assert.deepEqual([event.carrier, event.operation, event.method, event.httpStatus, event.error], ['idt_express', 'get_order', 'GET', 404, 'not_found']);
  heard.length = 0;
  const few = emulator.idtExpress({ logger: { warn: hear('warn') } });
  await few.listNumbers();
  await few.getOrder({ orderId: '0' }).catch(() => {});
  assert.deepEqual(heard.map(([method]) => method), ['warn']);
});

test('a logger is called as a method, over HTTP too', async () => {
  class Log {
    lines = [];
    info(text) {
      this.lines.push(text);
    }
  }
  const logger = new Log();
  const server = await wireServer((socket) => sendJson(socket));
  await new IdtExpress({ ...server.options, logger }).listNumbers();
  server.close();
  assert.match(logger.lines.join(), /^list_numbers: HTTP 200 after 1 request in \d/);
});

const FAILING = {
  'that throws': { debug() { throw new Error('mine'); }, info() { throw undefined; }, warn() { throw 'mine'; } },
  'that throws what looks like a trap': { debug() { throw new WebAssembly.RuntimeError('unreachable'); } },
  'that never ends its recursion': { debug: function again() { again(); } },
  'whose promise is rejected': { async debug() { throw new Error('mine'); }, async info() { throw new Error('mine'); } },
  'whose promise is of another kind': { debug: () => ({ then: (_, reject) => reject(new Error('mine')) }) },
  'whose method cannot be read': { get debug() { throw new Error('mine'); }, info() {} },
  'whose methods cannot be read a second time': new (class {
    #reads = 0;
    get debug() {
      this.#reads += 1;
      if (this.#reads > 1) throw new Error('mine');
      return () => {};
    }
  })(),
};

for (const [what, logger] of Object.entries(FAILING)) {
  test(`a logger ${what} breaks no call and loses no purchase`, async () => {
    const unhandled = [];
    const listen = (reason) => unhandled.push(reason);
    process.on('unhandledRejection', listen);
    const emulator = await Emulator.create();
    const client = emulator.idtExpress({ logger });
    assert.equal((await client.createOrder(ORDER)).ordered, 1);
    assert.equal((await client.listNumbers()).numbers.length, 4);
    await assert.rejects(client.getOrder({ orderId: '0' }), { kind: 'not_found' });
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off('unhandledRejection', listen);
    assert.deepEqual(unhandled, []);
    assert.equal(emulator.ledger.length, 1);
  });
}

test('a logger may call the client that it listens to', async () => {
  const emulator = await Emulator.create();
  const inner = [];
  const client = emulator.idtExpress({
    logger: {
      warn() {
        inner.push(client.listNumbers());
      },
    },
  });
  await assert.rejects(client.getOrder({ orderId: '0' }), { kind: 'not_found' });
  assert.equal(inner.length, 1);
  assert.equal((await inner[0]).numbers.length, 4);
});

test('a logger without any of the methods is refused', () => {
  for (const logger of [null, 7, 'debug', () => {}, {}, { warning() {} }, { info: 'yes' }, []]) {
    assert.throws(() => new IdtExpress({ apiKey: 'k', apiSecret: 's', logger }), (error) => error instanceof ConfigurationError && /`logger` must be/.test(error.message));
  }
});
