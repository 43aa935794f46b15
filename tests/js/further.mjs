// Runs what the contract cannot say (`test-*.mjs`), and adds it to the results of Node.
// Arguments name files, such as `wire`: these alone run.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { inspect } from 'node:util';

import { Skip, tests } from './testing.mjs';

const LIMIT_MS = 300_000;
const only = process.argv.slice(2);

async function run({ shows, body }) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${LIMIT_MS / 1000} s`)), LIMIT_MS);
  });
  try {
    await Promise.race([body(), late]);
    return { entry: `js: ${shows}`, outcome: 'passed' };
  } catch (failure) {
    if (failure instanceof Skip) return { entry: `js: ${shows}`, outcome: 'skipped', reason: failure.message };
    const reason = failure?.code === 'ERR_ASSERTION' ? failure.message : inspect(failure);
    return { entry: `js: ${shows}`, outcome: 'failed', reason };
  } finally {
    clearTimeout(timer);
  }
}

for (const file of readdirSync(import.meta.dirname).sort()) {
  const name = /^test-(.*)\.mjs$/.exec(file)?.[1];
  if (name !== undefined && (only.length === 0 || only.includes(name))) await import(`./${file}`);
}

const results = [];
for (const test of tests) {
  const began = performance.now();
  const result = await run(test);
  results.push(result);
  if (result.outcome === 'failed' || only.length > 0) {
    const { entry, outcome, reason = '' } = result;
    console.error(`${outcome} after ${Math.round(performance.now() - began)} ms: ${entry} ${reason}`);
  }
}
const file = process.env.TELNUM_RESULTS;
if (file !== undefined) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...report, results: [...report.results, ...results] }));
}
// A failed test may have left a server open.
process.exit();
