// J1 to J4: pages of 1,000 numbers and small calls against `fetch`, and a fresh process against bare Node; what a browser fetches.
// A1: a walk over 200,000 numbers.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';

import { Didww, IdtExpress } from 'telnum';

import { startServer } from './emulator.mjs';

const ROUNDS = 201;

/** `rows` numbers a page, or the file that is every answer. */
async function serve(rows) {
  const child = spawn(process.execPath, [new URL('./server.mjs', import.meta.url).pathname, String(rows)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  return { url: String(line).trim(), stop: () => child.kill() };
}

/** Reads every attribute of every number. */
function touch(numbers) {
  let seen = 0;
  const walk = (value) => {
    if (typeof value === 'object' && value !== null) for (const name in value) walk(value[name]);
    else if (value !== undefined) seen += 1;
  };
  walk(numbers);
  return seen;
}

/** Takes turns, so that both sides see the same machine. */
async function compare(what, ours, theirs) {
  const [our, their] = [[], []];
  for (let round = 0; round < ROUNDS + 50; round += 1) {
    for (const [run, times] of [[ours, our], [theirs, their]]) {
      const start = performance.now();
      await run();
      if (round >= 50) times.push(performance.now() - start);
    }
  }
  print(what, median(our), median(their));
}

function print(what, ours, theirs) {
  console.log(`${what.padEnd(62)} ${ours.toFixed(3)} ms / ${theirs.toFixed(3)} ms = ${(ours / theirs).toFixed(2)}`);
}

function median(times) {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

async function calls(rows, what) {
  const { url, stop } = await serve(rows);
  const client = new IdtExpress({ baseUrl: url, apiKey: 'emulator-key', apiSecret: 'emulator-secret' });
  const keys = { 'x-api-key': 'emulator-key', 'x-api-secret': 'emulator-secret' };
  await compare(
    what,
    async () => touch((await client.listNumbers()).numbers),
    async () => touch((await (await fetch(`${url}/v1/dids/numbers`, { headers: keys })).json()).numbers),
  );
  stop();
}

function startUp() {
  const time = (code) => {
    const times = [];
    for (let round = 0; round < 31; round += 1) {
      const start = performance.now();
      execFileSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: import.meta.dirname });
      times.push(performance.now() - start);
    }
    return median(times);
  };
  const bare = time('');
  const ours = time("import { IdtExpress } from 'telnum'; new IdtExpress({ apiKey: 'k', apiSecret: 's' });");
  console.log(`${'fresh process with a client, over bare Node'.padEnd(62)} ${(ours - bare).toFixed(1)} ms (${ours.toFixed(1)} - ${bare.toFixed(1)})`);
}

/** A page of 1,000 DIDs with four includes, as the emulator writes it. */
async function dids() {
  const emulator = await startServer(process.env.TELNUM_EMULATOR);
  await emulator.ask('POST', 'reset', { seed: 7, switches: { didww_max_page_size: 1000 } });
  const headers = { 'api-key': 'emulator-key', accept: 'application/vnd.api+json', 'content-type': 'application/vnd.api+json' };
  const include = ['did_group', 'did_group.country', 'order', 'voice_in_trunk'];
  const page = await fetch(`${emulator.url}/v3/dids?include=${include.join(',')}&page[size]=1000`, { headers });
  const file = new URL('./dids.json', import.meta.url).pathname;
  writeFileSync(file, Buffer.from(await page.arrayBuffer()));
  emulator.stop();
  const { url, stop } = await serve(file);
  const client = new Didww({ baseUrl: url, apiKey: 'emulator-key', requestsPerSecond: 1000 });
  await compare(
    'page of 1,000 DIDs with includes, linked, against fetch',
    async () => (await client.listDids({ include })).dids.forEach((did) => did.didGroup.country.name),
    async () => (await (await fetch(url, { headers })).json()).data.forEach((did) => did.relationships.did_group.data.id),
  );
  stop();
}

/** A small call with a logger against one without. */
async function logging() {
  const { url, stop } = await serve(1);
  const keys = { baseUrl: url, apiKey: 'emulator-key', apiSecret: 'emulator-secret' };
  const nothing = () => {};
  const logged = new IdtExpress({ ...keys, logger: { debug: nothing, info: nothing, warn: nothing } });
  const silent = new IdtExpress(keys);
  await compare('page of 1 number, with a logger, against without', () => logged.listNumbers(), () => silent.listNumbers());
  stop();
}

/** Time a number and memory, by a process of its own; the emulator's own time is in both figures. */
async function farWalk() {
  const emulator = await startServer(process.env.TELNUM_EMULATOR);
  await emulator.ask('POST', 'reset', { seed: 7, switches: { seeded_numbers: 200_000 } });
  const walk = (...how) => JSON.parse(String(execFileSync(process.execPath, [new URL('./walk-far.mjs', import.meta.url).pathname, emulator.url, ...how])));
  const { count, grown, first, last } = walk();
  const { grown: grownByHand } = walk('by-hand');
  emulator.stop();
  const what = `walk over ${count} numbers by 100: last thousand / sixth`;
  console.log(`${what.padEnd(62)} ${last.toFixed(1)} ms / ${first.toFixed(1)} ms = ${(last / first).toFixed(2)}`);
  const verdict = grown <= Math.max(32, grownByHand) ? 'met' : 'LOST';
  console.log(`${'the same walk: memory beyond that after 10,000, against by hand'.padEnd(62)} ${grown.toFixed(1)} MB / ${grownByHand.toFixed(1)} MB: ${verdict}`);
}

/** What a browser fetches for the core alone; the script around it is small. */
async function size() {
  const { default: text } = await import('./node_modules/telnum/dist/wasm/telnum.packed.js');
  const kilobytes = Buffer.from(text, 'base64').length / 1000;
  const verdict = kilobytes <= 160 ? 'met' : 'LOST';
  console.log(`${'core for browsers, gzipped, against 160 kB'.padEnd(62)} ${kilobytes.toFixed(1)} kB: ${verdict}`);
}

console.log(`Node ${process.version}`);
await calls(1000, 'page of 1,000 numbers, every attribute read, against fetch');
await calls(1, 'page of 1 number, against fetch');
await dids();
await logging();
await farWalk();
startUp();
await size();
