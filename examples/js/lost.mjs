// The answer to a purchase is lost: what a program keeps, and what it can find out.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attemptFromJson, attemptToJson, OutcomeUnknownError } from 'telnum';
import { Emulator } from 'telnum/emulator';

const emulator = await Emulator.create({ seed: 7 });
const client = emulator.idtExpress();
const folder = await mkdtemp(join(tmpdir(), 'telnum-'));
const kept = join(folder, 'attempt.json');

// The attempt exists, and is kept, before anything is sent.
const attempt = await client.prepareOrder({ didGroupId: 16847, quantity: 3 });
await writeFile(kept, attemptToJson(attempt));

emulator.script([{ fault: 'reset_after' }]); // the carrier acts, and its answer is lost
try {
  await client.place(attempt);
} catch (lost) {
  if (!(lost instanceof OutcomeUnknownError)) throw lost;
  console.log(`sent at ${lost.sentAt}, then ${lost.cause}: ${lost.message}`);
}

// It was not sent again. Buying again now could buy twice: first look at the account's numbers and
// orders (in the carrier's portal, until telnum reads lost orders back).
const again = attemptFromJson(await readFile(kept, 'utf8'));
console.log(`attempt ${again.id} is kept`);
console.log(`the carrier sold ${emulator.ledger.map((purchase) => purchase.quantity)}`);
await rm(folder, { recursive: true });
