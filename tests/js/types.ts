// Compiled, never run: the package's types as a user's strict project sees them.
import { attemptToJson, IdtExpress, InsufficientFundsError, OutcomeUnknownError, TelnumError, type Attempt, type IdtNumber, type IdtOrder } from 'telnum';
import { Emulator, type LedgerEntry } from 'telnum/emulator';

const emulator = await Emulator.create({ seed: 7 });
const client: IdtExpress = emulator.idtExpress({ timeoutMs: 1000, headers: { 'x-trace': '1' } });
const order: IdtOrder = await client.createOrder({ didGroupId: 16847, quantity: 3 }, { signal: new AbortController().signal });
const { value, info } = await client.getOrder({ orderId: order.id }).withResponse();
const known: 'complete' | (string & {}) = value.status;
const status: number = info.httpStatus;
for await (const number of client.numbers({ pageSize: 100 })) { const one: IdtNumber = number; void one; }
for await (const page of client.numbers().pages()) { const many: IdtNumber[] = page.numbers; void many; }
const attempt: Attempt = await client.prepareOrder({ didGroupId: '16847', quantity: 1 });
const text: string = attemptToJson(attempt);
const ledger: LedgerEntry[] = emulator.ledger;
try {
  await client.place(attempt);
} catch (error) {
  if (error instanceof InsufficientFundsError) { const kind: 'insufficient_funds' = error.kind; void kind; }
  if (error instanceof OutcomeUnknownError) { const sent: string | undefined = error.sentAt; void sent; }
  if (error instanceof TelnumError) { const seconds: number | undefined = error.retryAfter; void seconds; }
}
// @ts-expect-error: the quantity is missing
void client.createOrder({ didGroupId: 1 });
// @ts-expect-error: a fee is decimal text, never a number
const fee: number = order.orderItems[0]!.didGroup!.fees!.setupFee!;
// @ts-expect-error: no such option
new IdtExpress({ api_key: 'x' });
void [known, status, text, ledger, fee];
