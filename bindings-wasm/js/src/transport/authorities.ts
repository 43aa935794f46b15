import { configuration } from '../given.js';

/**
 * Refuses PEM text in which anything is no certificate: a connection that fails later tells nobody why.
 *
 * (What is no text at all, core refuses.)
 */
export function checkAuthorities(pem: string): void {
  // In Node before 20.16 the first connection tells.
  const crypto = (process as Partial<typeof process>).getBuiltinModule?.('node:crypto');
  const blocks = pem.match(/-----BEGIN [^-]*-----[^-]*(-----END [^-]*-----)?/g) ?? [];
  if (blocks.length === 0) throw configuration('`caCertificates` holds no PEM certificate.');
  for (const [index, block] of blocks.entries()) {
    try {
      if (!WHOLE.test(block)) throw new Error();
      if (crypto !== undefined) new crypto.X509Certificate(block);
    } catch {
      throw configuration(`\`caCertificates\` must be certificates in PEM: block ${index + 1} of ${blocks.length} is not one.`);
    }
  }
}

const WHOLE = /^-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END (TRUSTED |X509 )?CERTIFICATE-----$/;

/** What this process trusts anyway, and the caller's: naming some would replace all others. */
export async function authorities(pem: string): Promise<string[]> {
  const tls = await import('node:tls');
  // What `NODE_EXTRA_CA_CERTS` and `--use-system-ca` added is in it.
  if (typeof tls.getCACertificates === 'function') return [...tls.getCACertificates('default'), pem];
  return [...tls.rootCertificates, ...(await extra()), pem];
}

/** What Node was told to trust when it began. What it could not read then, it warned of. */
async function extra(): Promise<string[]> {
  const file = process.env['NODE_EXTRA_CA_CERTS'];
  if (file === undefined || file === '') return [];
  const { readFile } = await import('node:fs/promises');
  return readFile(file, 'utf8').then((text) => [text], () => []);
}
