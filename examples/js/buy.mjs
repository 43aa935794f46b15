// Buys two numbers over HTTP, from a `telnum-emulator` at TELNUM_EMULATOR_URL.
import { setTimeout as sleep } from 'node:timers/promises';
import { IdtExpress } from 'telnum';

const client = new IdtExpress({
  apiKey: 'emulator-key',
  apiSecret: 'emulator-secret',
  baseUrl: process.env.TELNUM_EMULATOR_URL,
});

const [group] = await client.listDidGroups({ countryIso: 'BR' });
let order = await client.createOrder({ didGroupId: group.id, quantity: 2 });
const until = performance.now() + 30_000;
while (order.status !== 'complete') {
  if (performance.now() > until) throw new Error(`order ${order.id} is still ${order.status}`);
  await sleep(500);
  order = await client.getOrder({ orderId: order.id });
}

const numbers = order.orderItems.flatMap((item) => item.numbers.map((it) => it.e164 ?? it.number));
console.log(`node: order ${order.id} ${order.status}, ${numbers.length} numbers: ${numbers.join(', ')}`);
