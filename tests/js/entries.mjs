// Reads the contract. For Node, Deno and Bun.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** All entries of a folder. Whole numbers that JavaScript cannot hold become `exactly …`: see `scripted`. */
export function readEntries(vectors) {
  const files = readdirSync(vectors).filter((name) => name.endsWith('.json')).sort();
  const read = (name) => readFileSync(join(vectors, name), 'utf8').replace(/([:[,]\s*)(\d{16,})(?=\s*[,}\]])/g, '$1"exactly $2"');
  return files.flatMap((name) => JSON.parse(read(name)).entries);
}
