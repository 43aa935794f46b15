import { tooLarge } from './body.js';

/** A body that is not encoded as its headers say. */
export class Garbled extends Error {}

/** Unpacks a body with these codings. What was never asked for is left as it is. */
export async function unpacked(packed: Uint8Array, codings: string[], most: number): Promise<Uint8Array> {
  let body = packed;
  // Several layers are legal, and endless ones are not meant well.
  for (const coding of codings.slice(-LAYERS).reverse()) {
    // An empty body is empty, whatever its label says.
    if (body.length === 0 || (coding !== 'gzip' && coding !== 'x-gzip')) break;
    body = await gunzip(body, most);
  }
  return body;
}

async function gunzip(packed: Uint8Array, most: number): Promise<Uint8Array> {
  const zlib = await import('node:zlib');
  const chunkSize = Math.min(Math.max(4 * packed.length, 1024), CHUNK, most + 1024);
  return new Promise((resolve, reject) => {
    // All members of it; what follows them must be one.
    zlib.gunzip(packed, { chunkSize, maxOutputLength: most }, (failure, plain) => {
      if (failure === null) resolve(plain);
      else if (failure instanceof RangeError) reject(tooLarge(most));
      else reject(new Garbled(failure.message));
    });
  });
}

const LAYERS = 3;
const CHUNK = 1 << 18;
