// The answer to a purchase is lost: what a program keeps, and how it finds out what became of it.
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

// It was not sent again, and buying again now could buy twice. The next run finds out.
const again = attemptFromJson(await readFile(kept, 'utf8'));
const next = emulator.idtExpress();
for (const found of await next.reconcileOrders({ attempts: [again], soleBuyer: true })) {
  console.log(`attempt ${found.attemptId} is ${found.outcome}: ${found.reason}`);
  console.log(`it made ${found.orderIds}`);
}
// The call that does it all goes on where the attempt is: it looks, waits, and buys nothing again.
for await (const bought of next.buyAndWatch({ attempt: again, soleBuyer: true })) {
  console.log(`${bought.delivered} of ${bought.ordered} numbers are there: ${bought.stage}`);
}
console.log(`the carrier sold ${emulator.ledger.map((purchase) => purchase.quantity)}`);
await rm(folder, { recursive: true });
