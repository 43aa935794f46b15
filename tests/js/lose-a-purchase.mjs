// Run in each runtime: warms a connection up, then loses the answer to a purchase, and prints how that ends.
import { IdtExpress } from 'telnum';

const client = new IdtExpress({ baseUrl: process.argv[2], apiKey: 'emulator-key', apiSecret: 'emulator-secret' });
for (let round = 0; round < 3; round += 1) await client.listNumbers();
const end = await client.createOrder({ didGroupId: 16847, quantity: 2 }).catch((error) => error);
console.log(JSON.stringify({ name: end.name, cause: end.cause, kept: end.attempt?.arguments.quantity }));
