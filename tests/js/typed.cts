// Compiled, never run: the types by `require`. What they are, typed.mts says.
import telnum = require('telnum');
import { IdtExpress, IdtOrderWatch, OutcomeUnknownError, type IdtOrder, type Logger } from 'telnum';
import { Emulator, type LedgerEntry } from 'telnum/emulator';

export async function purchase(): Promise<IdtOrder | undefined> {
  const emulator: Emulator = await Emulator.create({ seed: 7 });
  const logger: Logger = { debug: (text, event) => console.log(text, event.attempt) };
  const client: IdtExpress = emulator.idtExpress({ logger });
  const watch: IdtOrderWatch = client.watchOrder({ orderId: 'a' });
  for await (const order of watch) console.log(order.delivery);
  const other: telnum.IdtExpress = client;
  try {
    return await other.createOrder({ didGroupId: 16847, quantity: 2 });
  } catch (error) {
    const ledger: LedgerEntry[] = emulator.ledger;
    if (error instanceof OutcomeUnknownError) console.log(error.attempt, ledger);
    return undefined;
  }
}

// @ts-expect-error the environment is one of two
new telnum.IdtExpress({ environment: 'production' });
