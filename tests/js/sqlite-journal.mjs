// Places attempts with a journal in this SQLite database, by whatever SQLite the runtime has.
import { ConflictError, OutcomeUnknownError } from 'telnum';
import { Emulator } from 'telnum/emulator';
import { SqliteJournal } from 'telnum/journal';

const path = process.argv[2];
const database = process.versions.bun ? await inBun() : new (await import('node:sqlite')).DatabaseSync(path);
const journal = new SqliteJournal(database);
const emulator = await Emulator.create();
const client = emulator.idtExpress({ journal });
const said = [];

const missing = await client.createOrder({ didGroupId: 16847, quantity: 1 }).catch((error) => error);
said.push(missing.kind, /create it with `createTable`/.test(missing.message));
await journal.createTable();
await new SqliteJournal(database).createTable();
const attempt = await client.prepareOrder({ didGroupId: 16847, quantity: 1 });
const order = await client.place(attempt);
const other = emulator.idtExpress({ journal: new SqliteJournal(database) });
const again = await other.place(attempt).catch((error) => error);
said.push(again instanceof ConflictError && again.candidateOrderId === order.id);
emulator.script([{ fault: 'reset_after' }]);
const lost = await client.createOrder({ didGroupId: 16847, quantity: 1 }).catch((error) => error);
const [left, ...more] = await journal.open();
const { attempt: lostAttempt, sentAt, cause } = lost;
said.push(lost instanceof OutcomeUnknownError && JSON.stringify([left, more]) === JSON.stringify([{ attempt: lostAttempt, claimedAt: sentAt, sentAt, cause }, []]));
said.push(JSON.stringify(await journal.placed()) === JSON.stringify([{ attemptId: attempt.id, orderId: order.id }]));
await other.settleAttempt({ attempt: lost.attempt });
said.push((await client.openAttempts()).length, (await other.place(lost.attempt)).ordered);
for (const [attempt, at] of [['{', '2026-01-05T09:00:00.000Z'], ['7', '2026-01-05T09:00:00.000Z'], ['{"id":"odd"}', 'yesterday']]) {
  database.exec(`INSERT INTO telnum_journal (attempt_id, attempt, nonce, state, claimed_at) VALUES ('odd', '${attempt}', '', 'open', '${at}')`);
  const odd = await client.openAttempts().catch((error) => error);
  said.push(odd.kind, /whose `attempt_id` is `odd` cannot be read/.test(odd.message));
  database.exec("DELETE FROM telnum_journal WHERE attempt_id = 'odd'");
}
database.exec('BEGIN');
said.push((await client.createOrder({ didGroupId: 16847, quantity: 1 }).catch((error) => error)).kind);
console.log(...said, emulator.ledger.length);

async function inBun() {
  return new (await import('bun:sqlite')).Database(path);
}
