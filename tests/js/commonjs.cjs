// Run in each runtime: the package by `require`, alone and beside its copy by `import`.
const assert = require('node:assert/strict');

const telnum = require('telnum');
const { Emulator } = require('telnum/emulator');

async function main() {
  // Newer Nodes would also `require` a module: it must be the build for it.
  for (const name of ['telnum', 'telnum/emulator']) assert.match(require.resolve(name), /\.cjs$/);
  const emulator = await Emulator.create({ seed: 7 });
  const client = emulator.idtExpress();
  assert.ok(client instanceof telnum.IdtExpress, 'both entries share their classes');
  const [group] = await client.listDidGroups({ countryIso: 'BR' });
  const order = await client.createOrder({ didGroupId: group.id, quantity: 2 });
  emulator.advance(10);
  assert.equal((await client.getOrder({ orderId: order.id })).fulfilled, 2);
  // The constructor checks at once, so the core was there.
  assert.throws(() => new telnum.IdtExpress({ apiKey: 'k', apiSecret: 's', timeoutMs: -1 }), telnum.ConfigurationError);

  // From a module: Deno gives a file that was required the same build again.
  assert.equal(typeof (await import('telnum')).IdtExpress, 'function');
  const { telnum: copy, emulator: other } = await import('./copies.mjs');
  assert.notEqual(copy.IdtExpress, telnum.IdtExpress);
  assert.deepEqual(Object.keys(telnum).sort(), Object.keys(copy).sort());
  const errors = [];
  for (const here of [emulator, await other.Emulator.create()]) {
    errors.push(await here.idtExpress().getOrder({ orderId: ' ' }).catch((error) => error));
  }
  for (const error of errors) {
    for (const { TelnumError, InvalidInputError, TimeoutError } of [telnum, copy]) {
      assert.ok(error instanceof TelnumError && error instanceof InvalidInputError && !(error instanceof TimeoutError));
    }
  }
  const attempt = await client.prepareOrder({ didGroupId: group.id, quantity: 1 });
  const placed = await (await other.Emulator.create()).idtExpress().place(copy.attemptFromJson(telnum.attemptToJson(attempt)));
  assert.equal(placed.ordered, 1);

  // Requests, too: nothing listens there.
  const refused = new telnum.IdtExpress({ baseUrl: 'http://127.0.0.1:9', apiKey: 'emulator-k', apiSecret: 'emulator-s', maxRetries: 0 });
  assert.equal((await refused.listNumbers().catch((error) => error)).kind, 'connect');
}

main().then(() => console.log('well'), (error) => {
  console.error(error);
  process.exit(1);
});
