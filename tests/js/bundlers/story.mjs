// What every bundle runs: an order from the emulator, told in a line.
import { InvalidInputError } from 'telnum';
import { Emulator } from 'telnum/emulator';

export async function story() {
  const emulator = await Emulator.create({ seed: 7 });
  const client = emulator.idtExpress();
  const [group] = await client.listDidGroups({ countryIso: 'BR' });
  const wanted = { didGroupId: group.id, quantity: 2 };
  const preview = await client.previewOrder(wanted);
  const { id } = await client.createOrder(wanted);
  emulator.advance(10);
  const order = await client.getOrder({ orderId: id });
  const numbers = order.orderItems.flatMap((item) => item.numbers.map(({ e164 }) => e164));
  const error = await client.getOrder({ orderId: ' ' }).catch((it) => it);
  const told = error instanceof InvalidInputError && error.name;
  return `${preview.ordered} asked for, order ${order.status}: ${numbers.join(', ')}; ${told}`;
}
