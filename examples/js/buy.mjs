// Buys two numbers over HTTP, from a `telnum-emulator` at TELNUM_EMULATOR_URL.
import { IdtExpress } from 'telnum';

const client = new IdtExpress({
  apiKey: 'emulator-key',
  apiSecret: 'emulator-secret',
  baseUrl: process.env.TELNUM_EMULATOR_URL,
});

const [group] = await client.listDidGroups({ countryIso: 'BR' });
const { id: orderId } = await client.createOrder({ didGroupId: group.id, quantity: 2 });
const order = await client.waitForOrder({ orderId }, { timeoutMs: 30_000 });

const numbers = order.orderItems.flatMap((item) => item.numbers.map((it) => it.e164 ?? it.number));
console.log(`node: order ${order.id} ${order.status}, ${numbers.length} numbers: ${numbers.join(', ')}`);
