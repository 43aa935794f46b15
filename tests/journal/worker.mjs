// Places the attempts that come in, a line of JSON each, with a journal: worker.mjs URL JOURNAL.
import { createInterface } from 'node:readline';

import { attemptFromJson, Didww } from 'telnum';
import { FileJournal } from 'telnum/journal';

const [baseUrl, path] = process.argv.slice(2);
const client = new Didww({ apiKey: 'emulator-key', baseUrl, journal: new FileJournal(path) });
console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const placed = client.place(attemptFromJson(line)).then((order) => `placed ${order.id}`);
  console.log(await placed.catch((error) => `${error.kind} ${error.message}`));
}
