// What a page runs: the contract in memory, and what only a browser can show.
import { IdtExpress, init } from 'telnum';

import { runAll } from './contract.mjs';

const NO_HTTP = 'fetch may send a request twice, and needs CORS';

export async function run(entries) {
  // These come first: one is about a core that is not loaded yet.
  const further = [];
  for (const [shows, test] of Object.entries(own)) {
    const entry = `browser: ${shows}`;
    further.push(await test().then(() => ({ entry, outcome: 'passed' }), (error) => ({ entry, outcome: 'failed', reason: `${error}` })));
  }
  await init();
  return [...(await runAll(entries, { can: ['cancel', 'untyped_arguments'], print, server: NO_HTTP })), ...further];
}

const WRONG = { apiKey: 'k', apiSecret: 's', timeoutMs: -1 };

const own = {
  async 'a wrong option is told by the first call, and at once where the core is loaded'() {
    const client = new IdtExpress(WRONG);
    const end = await client.listNumbers().catch((error) => error);
    expect(end.kind === 'configuration' && end.message.includes('timeout'), `it ended with ${end}`);
    await init();
    let told;
    try {
      new IdtExpress(WRONG);
    } catch (error) {
      told = error;
    }
    expect(told?.kind === 'configuration', `it ended with ${told}`);
  },
  async 'no purchase is sent to a carrier'() {
    const sent = performance.getEntriesByType('resource').length;
    const client = new IdtExpress({ apiKey: 'key', apiSecret: 'secret' });
    const end = await client.createOrder({ didGroupId: 16847, quantity: 1 }).catch((error) => error);
    expect(end.kind === 'configuration', `it ended with ${end}`);
    expect(performance.getEntriesByType('resource').length === sent, 'something was sent');
  },
  async 'a page without keys buys by the relay of its own origin'() {
    const baseUrl = `${location.origin}/relay`;
    const client = new IdtExpress({ baseUrl });
    const attempt = await client.prepareOrder({ didGroupId: 16847, quantity: 2 });
    const order = await client.place(attempt);
    const again = await new IdtExpress({ baseUrl }).place(attempt);
    expect(order.ordered === 2 && again.id === order.id, `it bought ${order.id} and ${again.id}`);
    const end = await client.listNumbers().catch((error) => error);
    expect(end.kind === 'not_enabled', `it ended with ${end}`);
  },
  async 'a refused connection is an error of the transport, and no key shows in it'() {
    const client = new IdtExpress({ apiKey: 'emulator-key', apiSecret: 'emulator-hidden', baseUrl: 'http://127.0.0.1:9', maxRetries: 0 });
    const end = await client.listNumbers().catch((error) => error);
    expect(end.kind === 'transport', `it ended with ${end}`);
    expect(!`${end} ${end.stack} ${JSON.stringify(end)}`.includes('hidden'), 'the key shows');
  },
};

function expect(right, text) {
  if (!right) throw new Error(text);
}

/** As much as a console can show: every own member, at any depth. */
function print(thing, depth = 9, seen = new Set()) {
  if (typeof thing !== 'object' || thing === null) return String(thing);
  if (depth === 0 || seen.has(thing)) return '…';
  seen.add(thing);
  const members = Reflect.ownKeys(thing).map((name) => `${String(name)}: ${print(thing[name], depth - 1, seen)}`);
  return `${thing.constructor?.name} { ${members.join(', ')} }`;
}
