// A journal: what was placed stays placed, whatever becomes of the program.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ConflictError } from 'telnum';
import { Emulator } from 'telnum/emulator';
import { FileJournal } from 'telnum/journal';

const emulator = await Emulator.create({ seed: 7 });
const path = join(mkdtempSync(join(tmpdir(), 'telnum-')), 'orders.journal');

const client = emulator.idtExpress({ journal: new FileJournal(path) });
const attempt = await client.prepareOrder({ didGroupId: 16847, quantity: 2 });
const order = await client.place(attempt);

// The program crashes here, starts again, and does not know that it has bought.
const restarted = emulator.idtExpress({ journal: new FileJournal(path) });
await restarted.place(attempt).catch((error) => {
  if (!(error instanceof ConflictError)) throw error;
  console.log(`${order.id}: it was placed before, as ${error.candidateOrderId}`);
});
