// The contract, and the promise of one request on the wire, in each runtime that has `node:http`.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runIn, runtimes, test } from './testing.mjs';

for (const runtime of Object.keys(runtimes)) {
  // Node 20's own run is the column of the matrix.
  if (runtime !== 'Node 20') test(`the contract on ${runtime}`, () => contract(runtime));
  test(`what reaches the wire from ${runtime}: one request an attempt, deadlines, aborts`, () => runIn(runtime, 'wire.mjs'));
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
