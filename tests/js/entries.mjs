// Reads the contract. For Node, Deno and Bun.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** All entries of a folder. */
export function readEntries(vectors) {
  const files = readdirSync(vectors).filter((name) => name.endsWith('.json')).sort();
  return files.flatMap((name) => JSON.parse(readFileSync(join(vectors, name), 'utf8')).entries);
}
