// Memory does not grow with what is walked over (budgets: A1).
import assert from 'node:assert/strict';

import { execute, test } from './testing.mjs';
import { startServer } from './server.mjs';

const NUMBERS = 100_000;

test(`${NUMBERS} numbers are walked over in memory that does not grow with them`, async () => {
  const server = await startServer(process.env.TELNUM_EMULATOR);
  try {
    await server.ask('POST', 'reset', { seed: 7, switches: { seeded_numbers: NUMBERS } });
    const { count, grown } = JSON.parse(await execute(process.execPath, ['--expose-gc', 'walk-far.mjs', server.url]));
    console.error(`    ${count} numbers: ${grown.toFixed(1)} MB more than after 10,000`);
    assert.equal(count, NUMBERS);
    assert.ok(grown <= 32, `${grown} MB`);
  } finally {
    server.stop();
  }
});
