// The contract, and the promise of one request on the wire, in each runtime that has `node:http`.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runIn, runtimes, test } from './testing.mjs';
import { dropPurchases, wireServer } from './wire.mjs';

for (const runtime of Object.keys(runtimes)) {
  // Node 20's own run is the column of the matrix.
  if (runtime !== 'Node 20') test(`the contract on ${runtime}`, () => contract(runtime));
  test(`a purchase that is lost on ${runtime} was on the wire once`, () => oneRequest(runtime));
}

async function contract(runtime) {
  const folder = mkdtempSync(join(tmpdir(), 'telnum-'));
  try {
    const file = join(folder, 'results.json');
    await runIn(runtime, 'contract-node.mjs', { env: { TELNUM_RESULTS: file } });
    const { results } = JSON.parse(readFileSync(file, 'utf8'));
    const failed = results.filter(({ outcome }) => outcome === 'failed');
    const reasons = failed.map(({ entry, reason }) => `${entry}: ${reason.split('\n')[0].slice(0, 150)}`);
    assert.ok(failed.length === 0, `${failed.length} of ${results.length} failed: ${reasons.join('; ')}`);
    assert.ok(results.some(({ outcome }) => outcome === 'passed'), 'no entry passed');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function oneRequest(runtime) {
  const server = await wireServer(dropPurchases);
  try {
    const said = JSON.parse(await runIn(runtime, 'lose-a-purchase.mjs', { args: [server.url] }));
    assert.deepEqual(said, { name: 'OutcomeUnknownError', cause: 'transport', kept: 2 });
    const wire = server.requests.map(({ method, connection }) => `${method} on ${connection}`);
    assert.deepEqual(wire, ['GET on 0', 'GET on 0', 'GET on 0', 'POST on 1']);
  } finally {
    server.close();
  }
}
