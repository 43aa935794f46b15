// Many calls at once, in Node, Deno and Bun, of a process that may have few descriptors: prints how they ended, and
// how many connections there were at a time.
import { IdtExpress } from 'telnum';

const [url, counts] = process.argv.slice(2);
const options = { baseUrl: url, apiKey: 'emulator-key', apiSecret: 'emulator-secret', maxRetries: 0 };
const ends = {};
const count = (end) => (ends[end] = (ends[end] ?? 0) + 1);
const client = new IdtExpress({ ...options, ...(counts && { maxConnections: Number(counts) }) });
const calls = Array.from({ length: 1000 }, (_, at) => (at % 10 === 0 ? client.createOrder({ didGroupId: 1, quantity: 1 }) : client.listNumbers()));
await Promise.all(calls.map((call) => call.then(() => count('read'), (error) => count(error.kind))));
console.log(JSON.stringify(ends));
process.exit();
