import { OutcomeUnknownError } from 'telnum';
import { Emulator } from 'telnum/emulator';

const emulator = await Emulator.create({ seed: 7 });
const client = emulator.idtExpress();
const [group] = await client.listDidGroups({ countryIso: 'BR' });
const created = await client.createOrder({ didGroupId: group.id, quantity: 2 }).catch((error) => {
  if (!(error instanceof OutcomeUnknownError)) throw error;
  throw new Error('It may have been bought; look before you buy again', { cause: error.attempt });
});
console.log(created.id, created.status);

emulator.advance(10);
const order = await client.getOrder({ orderId: created.id });
console.log(order.orderItems.flatMap((item) => item.numbers.map((number) => number.e164)));
