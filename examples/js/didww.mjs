// A number in Berlin at DIDWW: found, held, bought, routed, and let end. No account, no server and no network.
import { Emulator } from 'telnum/emulator';

const emulator = await Emulator.create({ seed: 7 });
const client = emulator.didww();

// A group of numbers has its prices in its stock keeping units: one for each count of channels.
const { didGroups } = await client.listDidGroups({
  filter: { areaName: 'Berlin', isAvailable: true },
  include: ['stock_keeping_units'],
});
const offers = didGroups.flatMap((group) => group.stockKeepingUnits.map((sku) => ({ group, sku })));
const { group, sku } = offers.find((offer) => Number(offer.sku.monthlyPrice) < 2);
console.log(`${group.areaName}: ${sku.setupPrice} once, ${sku.monthlyPrice} a month`);

// Held for some minutes, no one else can buy it.
const { availableDids } = await client.listAvailableDids({ filter: { didGroupId: group.id } });
const [offered] = availableDids;
const { didReservation: held } = await client.createDidReservation({ availableDidId: offered.id });
console.log(`${offered.e164} is held until ${held.expiresAt}`);

// The price is looked up once more before anything is bought.
const items = [{ skuId: sku.id, didReservationId: held.id }];
const created = await client.createOrder({ items, maxMonthlyPrice: '2' });
const order = await client.waitForOrder({ orderId: created.id });
console.log(`order ${order.reference} is ${order.status}: it cost ${order.amount}`);

const { dids } = await client.listDids({ filter: { orderId: order.id } });
const [did] = dids;
const { voiceInTrunk: trunk } = await client.createSipTrunk({ name: 'office', host: 'sip.example.com' });
await client.updateDid({ didId: did.id, voiceInTrunkId: trunk.id });
console.log(`calls to ${did.e164} go to the trunk ${trunk.name}`);

// It works as long as it is paid for.
const { did: ending } = await client.stopRenewingDid({ didId: did.id });
console.log(`${ending.e164} ends on ${ending.expiresAt}`);
