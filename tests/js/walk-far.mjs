// Run in a process of its own: walks over all numbers of the account at argv[2], in pages of 100, by telnum or,
// where argv[3] is `by-hand`, by `fetch` as a user would write it; and prints as JSON how many there are, by how many megabytes the process grew after the first 10,000, and
// milliseconds a thousand numbers, first and at the end.
import { IdtExpress } from 'telnum';

const EARLY = 10_000;
const [, , url, how] = process.argv;

function telnum() {
  const client = new IdtExpress({ baseUrl: url, apiKey: 'emulator-key', apiSecret: 'emulator-secret' });
  return client.numbers({ pageSize: 100 });
}

async function* byHand() {
  const headers = { 'x-api-key': 'emulator-key', 'x-api-secret': 'emulator-secret' };
  for (let page = 1, seen = 0; ; page += 1) {
    const answer = await fetch(`${url}/v1/dids/numbers?page=${page}&page_size=100`, { headers });
    const { numbers, meta } = await answer.json();
    yield* numbers;
    seen += numbers.length;
    if (numbers.length === 0 || seen >= meta.total) return;
  }
}

let count = 0;
let early = 0;
let most = 0;
const times = [performance.now()];
for await (const number of how === 'by-hand' ? byHand() : telnum()) {
  if (number.number === '') throw new Error('a number is empty');
  count += 1;
  if (count % 1000 !== 0) continue;
  times.push(performance.now());
  // What is not collected yet is no growth.
  globalThis.gc?.();
  const resident = process.memoryUsage.rss();
  if (count === EARLY) early = resident;
  most = Math.max(most, resident);
}
const median = (from, to) => {
  const took = times.slice(from + 1, to).map((time, at) => time - times[from + at]).sort((a, b) => a - b);
  return took[Math.floor(took.length / 2)];
};
const grown = (most - early) / 1e6;
// The first thousands warm the compiler up.
console.log(JSON.stringify({ count, grown, first: median(5, 15), last: median(times.length - 11, times.length) }));
