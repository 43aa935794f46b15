// The life of two numbers over HTTP, at a `telnum-emulator` at TELNUM_EMULATOR_URL: found, priced, bought,
// waited for, listed, and one of them removed. Each step is told on stderr, the whole on stdout.
import assert from 'node:assert/strict';
import { IdtExpress } from 'telnum';

const client = new IdtExpress({
  apiKey: 'emulator-key',
  apiSecret: 'emulator-secret',
  baseUrl: process.env.TELNUM_EMULATOR_URL,
  logger: { warn: (text) => console.error(`  failed: ${text}`) },
});

const countries = await client.listCountries();
const [group] = await client.listDidGroups({ countryIso: 'BR' });
console.error(`${countries.length} countries; the first group of Brazil is ${group.id}, ${group.name}`);

const wanted = { didGroupId: group.id, quantity: 2 };
const preview = await client.previewOrder(wanted);
const { setupFee, monthlyFee } = preview.orderItems[0].didGroup.fees;
console.error(`${preview.ordered} numbers would cost ${setupFee} once and ${monthlyFee} a month, each`);

const created = await client.createOrder(wanted);
const statuses = [];
const order = await client.waitForOrder(
  {
    orderId: created.id,
    onProgress({ status, fulfilled, ordered }) {
      console.error(`order ${created.id} is ${status}: ${fulfilled} of ${ordered} delivered`);
      if (statuses.at(-1) !== status) statuses.push(status);
    },
  },
  { timeoutMs: 60_000 },
);
assert.equal(order.delivery, 'delivered', `order ${order.id} is ${order.delivery}`);

const bought = order.orderItems.flatMap((item) => item.numbers);
const listed = await collect(client.numbers());
for (const { number } of bought) assert.ok(listed.has(number), `${number} is not among the account's numbers`);
const orders = await collect(client.orders(), 'id');
assert.ok(orders.has(order.id), `order ${order.id} is not among the account's orders`);
console.error(`the account has ${listed.size} numbers and ${orders.size} orders, these among them`);

const { number } = bought[0];
await client.deleteNumber({ number });
assert.equal((await collect(client.numbers())).get(number)?.status, 'removed', `${number} is not listed as removed`);
console.error(`${number} is removed`);

const e164 = (it) => it.e164 ?? it.number;
console.log(
  `node: ${countries.length} countries, group ${group.id} at ${setupFee} + ${monthlyFee}, preview ${preview.ordered}, ` +
    `order ${order.id} ${order.delivery} (${statuses.join(' > ')}), numbers ${bought.map(e164).join(' ')}, deleted ${e164(bought[0])}`,
);

/** All rows of a walk by their name. */
async function collect(walk, name = 'number') {
  const rows = new Map();
  for await (const row of walk) rows.set(row[name], row);
  return rows;
}
