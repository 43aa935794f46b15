#!/usr/bin/env node
// Packs a .wasm into a script for browsers: `tools/pack-wasm.mjs STREAMS FROM TO` writes the module TO, whose default
// export is FROM, split by the module STREAMS, gzipped, as base64. zopfli makes it a twentieth smaller than gzip
// does, for any reader.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const { gzipAsync } = createRequire(join(process.env.TELNUM_CACHE, 'node/package.json'))('@gfx/zopfli');

const [streams, from, to] = process.argv.slice(2);
const { split, join: joined } = await import(pathToFileURL(resolve(streams)));
const file = readFileSync(from);
const parts = split(file);
if (!file.equals(joined(parts))) throw new Error(`${from} has an instruction that ${streams} does not know.`);
const packed = Buffer.from(await gzipAsync(parts, { numiterations: 15, blocksplittingmax: 60 }));
writeFileSync(to, `// ${basename(from)}, split into streams, gzipped, as base64.\nexport default '${packed.toString('base64')}';\n`);
