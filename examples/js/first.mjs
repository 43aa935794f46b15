// First steps, with no account, no server and no network.
import { Emulator } from 'telnum/emulator';

const emulator = await Emulator.create({ seed: 7 });
const client = emulator.idtExpress();

const groups = await client.listDidGroups({ countryIso: 'BR' });
for (const { id, name, fees } of groups) {
  console.log(fees ? `${id} ${name}: ${fees.setupFee} once, ${fees.monthlyFee} a month` : `${id} ${name}`);
}

const wanted = { didGroupId: groups[0].id, quantity: 3 };
const preview = await client.previewOrder(wanted);
console.log(`a preview of ${preview.ordered} numbers buys nothing: ${emulator.ledger.length} bought`);

const created = await client.createOrder(wanted);
console.log(`order ${created.id} is ${created.status}`);

// The emulator's clock moves only when told to, so an example need not wait.
emulator.advance(5);
const { value: order, info } = await client.getOrder({ orderId: created.id }).withResponse();
console.log(`now it is ${order.status}: ${order.fulfilled} delivered, ${order.shortfall} missing`);
console.log(`HTTP ${info.httpStatus} after ${info.attempts} request`);

const numbers = [];
for await (const { e164, number } of client.numbers()) numbers.push(e164 ?? number);
console.log(`the account has ${numbers.length} numbers: ${numbers.join(', ')}`);
