// Whom a client trusts, in Node, Deno and Bun: prints how a read ends without `caCertificates`, with another
// authority's, and with the server's own.
import { rootCertificates } from 'node:tls';

import { IdtExpress } from 'telnum';

import { cert } from './wire-certificate.mjs';
import { sendJson, wireServer } from './wire-server.mjs';

const server = await wireServer((socket) => sendJson(socket), { secure: true });
const { caCertificates: _, ...options } = server.options;
const ends = [];
for (const more of [{}, { caCertificates: rootCertificates[0] }, { caCertificates: `${rootCertificates[0]}\n${cert}` }]) {
  const client = new IdtExpress({ ...options, ...more, maxRetries: 0 });
  ends.push(await client.listNumbers().then(() => 'read', (error) => error.kind));
}
console.log(ends.join(' '));

const broken = [
  'x', '', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', cert.slice(0, -30), cert.replace(/\n[^\n]{20}/, '\n!'), cert.replace(/\n.+\n/, '\n'),
  `${cert}\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`, cert.toLowerCase(),
];
for (const [index, caCertificates] of broken.entries()) {
  try {
    new IdtExpress({ ...options, caCertificates });
    console.log(`broken PEM ${index} was taken`);
  } catch (error) {
    if (error.name !== 'ConfigurationError' || !error.message.includes('`caCertificates`')) console.log(`broken PEM ${index}: ${error.stack}`);
  }
}
process.exit();
