// Places the attempts that come in, a line of JSON each, with a journal: worker.mjs URL JOURNAL. The journal is a path,
// or `postgres` for the database that the environment names, by the driver `pg` in the folder TELNUM_PG.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

import { attemptFromJson, Didww } from 'telnum';
import { FileJournal, PostgresJournal } from 'telnum/journal';

const [baseUrl, name] = process.argv.slice(2);
const client = new Didww({ apiKey: 'emulator-key', baseUrl, journal: name === 'postgres' ? inPostgres() : new FileJournal(name) });
console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const placed = client.place(attemptFromJson(line)).then((order) => `placed ${order.id}`);
  console.log(await placed.catch((error) => `${error.kind} ${error.message}`));
}

function inPostgres() {
  const { Pool } = createRequire(`${process.env.TELNUM_PG}/`)('pg');
  // Or it would hold the process open.
  return new PostgresJournal(new Pool({ allowExitOnIdle: true }));
}
