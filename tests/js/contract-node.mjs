// The contract in Node, Deno and Bun.
import { writeFileSync } from 'node:fs';
import { inspect } from 'node:util';

import { runAll } from './contract.mjs';
import { readEntries } from './entries.mjs';
import { startServer } from './server.mjs';

const { TELNUM_VECTORS: folder, TELNUM_RESULTS: file, TELNUM_EMULATOR: program, TELNUM_RUNTIME: runtime = 'node' } = process.env;

const server = program === undefined ? 'TELNUM_EMULATOR is not set' : await startServer(program);
const print = (thing) => inspect(thing, { depth: 9, showHidden: true });
const entries = readEntries(folder).filter((entry) => entry.name.includes(process.env.TELNUM_ONLY ?? ''));
const results = await runAll(entries, { can: ['cancel', 'http', 'untyped_arguments'], print, server });
server.stop?.();
writeFileSync(file, JSON.stringify({ runtime, results }));
for (const { entry, outcome, reason } of results) {
  if (outcome === 'failed') console.error(`${entry}: ${reason}`);
}
