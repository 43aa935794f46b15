// Run in each runtime: warms a connection up, then reads what is never answered, and prints how that ends.
import { IdtExpress } from 'telnum';

const client = new IdtExpress({ baseUrl: process.argv[2], maxRetries: 0 });
await client.listNumbers();
const end = await client.listNumbers({}, { timeoutMs: 300 }).catch((error) => error);
// What a runtime sends again by itself comes after the end.
await new Promise((resolve) => setTimeout(resolve, 500));
console.log(end.name);
process.exit();
