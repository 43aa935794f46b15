// Run in a process of its own: walks over all DIDs at argv[2] with four includes, and prints as JSON how many
// there are, and by how many megabytes the process grew after the first 1,000.
import { Didww } from 'telnum';

const client = new Didww({ baseUrl: process.argv[2], apiKey: 'emulator-key', requestsPerSecond: 1000 });
let count = 0;
let early = 0;
let most = 0;
for await (const did of client.dids({ include: ['did_group', 'did_group.country', 'order', 'voice_in_trunk'], pageSize: 100 })) {
  if (did.didGroup.country.name === '') throw new Error('a country has no name');
  count += 1;
  if (count % 100 !== 0) continue;
  // What is not collected yet is no growth.
  globalThis.gc?.();
  const resident = process.memoryUsage.rss();
  if (count === 1000) early = resident;
  most = Math.max(most, resident);
}
console.log(JSON.stringify({ count, grown: (most - early) / 1e6 }));
