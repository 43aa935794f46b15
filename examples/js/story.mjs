// What telnum does, over HTTP, at a `telnum-emulator` at TELNUM_EMULATOR_URL: numbers of IDT Express are
// found, priced, bought, waited for, listed, and one of them removed; then numbers are ordered at DialogTech, and
// one is chosen, reserved, bought and routed at DIDWW. Each step is told on stderr, the whole on stdout.
import assert from 'node:assert/strict';
import { DialogTech, Didww, IdtExpress } from 'telnum';

const common = {
  baseUrl: process.env.TELNUM_EMULATOR_URL,
  logger: { warn: (text) => console.error(`  failed: ${text}`) },
};
const client = new IdtExpress({ ...common, apiKey: 'emulator-key', apiSecret: 'emulator-secret' });

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

const dialogTech = new DialogTech({ ...common, accessKey: 'emulator-access-key', secretAccessKey: 'emulator-secret-access-key' });
const local = await dialogTech.orderNumbers({ type: 'local', search: '312', quantity: 2 });
assert.equal(local.shortfall, 0, `DialogTech sold ${local.fulfilled} of ${local.ordered} numbers`);
console.error(`DialogTech sold ${local.fulfilled} numbers of area code 312`);

const didww = new Didww({ ...common, apiKey: 'emulator-key' });
const { didGroups } = await didww.listDidGroups({ filter: { areaName: 'Berlin' }, include: ['stock_keeping_units'] });
const [berlin] = didGroups;
const [sku] = berlin.stockKeepingUnits;
const { availableDids } = await didww.listAvailableDids({ filter: { didGroupId: berlin.id } });
const [chosen] = availableDids;
const { didReservation } = await didww.createDidReservation({ availableDidId: chosen.id });
console.error(`DIDWW holds ${chosen.e164}: ${sku.setupPrice} + ${sku.monthlyPrice} a month`);

const placed = await didww.createOrder({ items: [{ skuId: sku.id, didReservationId: didReservation.id }] });
const done = await didww.waitForOrder({ orderId: placed.id }, { timeoutMs: 60_000 });
assert.equal(done.status, 'completed', `order ${done.id} is ${done.status}`);
const { dids } = await didww.listDids({ filter: { orderId: done.id }, include: ['did_group.country'] });
assert.deepEqual(dids.map((it) => it.number), [chosen.number], `order ${done.id} brought others`);
const [did] = dids;

const { voiceInTrunk } = await didww.createSipTrunk({ name: `story ${done.reference}`, host: 'sip.example.com' });
await didww.updateDid({ didId: did.id, voiceInTrunkId: voiceInTrunk.id });
const { did: routed } = await didww.getDid({ didId: did.id, include: ['voice_in_trunk'] });
assert.equal(routed.voiceInTrunk?.id, voiceInTrunk.id, `${chosen.e164} is not routed`);
console.error(`DIDWW sold it, and sends its calls to the trunk ${voiceInTrunk.name}`);

const e164 = (it) => it.e164 ?? it.number;
console.log(
  `node: ${countries.length} countries, group ${group.id} at ${setupFee} + ${monthlyFee}, preview ${preview.ordered}, ` +
    `order ${order.id} ${order.delivery} (${statuses.join(' > ')}), numbers ${bought.map(e164).join(' ')}, deleted ${e164(bought[0])}` +
    `; DialogTech ${local.numbers.map(e164).join(' ')}; ` +
    `DIDWW order ${done.id} ${done.status}, ${e164(did)} in ${did.didGroup.country.name}`,
);

/** All rows of a walk by their name. */
async function collect(walk, name = 'number') {
  const rows = new Map();
  for await (const row of walk) rows.set(row[name], row);
  return rows;
}
