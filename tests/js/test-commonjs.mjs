// The package by `require`.
import assert from 'node:assert/strict';

import { runIn, runtimes, test } from './testing.mjs';

for (const runtime of Object.keys(runtimes)) {
  test(`\`require\` works on ${runtime}, and \`instanceof\` across it and \`import\``, async () => {
    assert.equal(await runIn(runtime, 'commonjs.cjs'), 'well\n');
  });
}
