// Certificate authorities: those that a client adds, and those that the program trusts anyway.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runIn, runtimes, test } from './testing.mjs';
import { cert } from './wire-certificate.mjs';

for (const runtime of Object.keys(runtimes)) {
  test(`on ${runtime} \`caCertificates\` adds to what is trusted anyway, and broken PEM is found at once`, async () => {
    assert.equal(await runIn(runtime, 'trust.mjs', { env: { NODE_EXTRA_CA_CERTS: '' } }), 'connect connect read\n');
  });
  test(`on ${runtime} \`caCertificates\` keeps what NODE_EXTRA_CA_CERTS added`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'telnum-'));
    try {
      const file = join(folder, 'extra.pem');
      writeFileSync(file, cert);
      assert.equal(await runIn(runtime, 'trust.mjs', { env: { NODE_EXTRA_CA_CERTS: file } }), 'read read read\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
