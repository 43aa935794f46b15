#!/usr/bin/env node
// Packs a .wasm into a script for browsers: `tools/pack-wasm.mjs FROM TO` writes the module TO, whose default
// export is FROM, gzipped, as base64. zopfli makes it a twentieth smaller than gzip does, for any reader.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';

const { gzipAsync } = createRequire(join(process.env.TELNUM_CACHE, 'node/package.json'))('@gfx/zopfli');

const [from, to] = process.argv.slice(2);
const packed = Buffer.from(await gzipAsync(readFileSync(from), { numiterations: 15, blocksplittingmax: 60 }));
writeFileSync(to, `// ${basename(from)}, gzipped, as base64.\nexport default '${packed.toString('base64')}';\n`);
