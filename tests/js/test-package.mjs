// What `npm install` puts on a disk, and what a bundle for a browser weighs.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { execute, test, tool } from './testing.mjs';

const PACKAGE = 'node_modules/telnum';
const files = readdirSync(PACKAGE, { recursive: true }).filter((name) => statSync(join(PACKAGE, name)).isFile());

const HEAVIEST = 1_800_000;

test('it is one package without dependencies or scripts, of 60 files at most, and weighs 1.8 MB at most', () => {
  const installed = readdirSync('node_modules').filter((name) => !name.startsWith('.'));
  assert.deepEqual(installed, ['telnum']);
  const manifest = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  for (const name of Object.keys(manifest)) assert.ok(!/dependencies|scripts|^bin$/i.test(name), name);
  const bytes = files.reduce((sum, name) => sum + statSync(join(PACKAGE, name)).size, 0);
  console.error(`    the package: ${files.length} files, ${Math.round(bytes / 1000)} kB unpacked`);
  assert.ok(files.length <= 60, `${files.length} files`);
  assert.ok(bytes <= HEAVIEST, `${bytes} bytes`);
});

test('every entry of the package is there, and nothing in it names a place of the machine that built it', () => {
  const { exports } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  const paths = (entry) => (typeof entry === 'string' ? [entry] : Object.values(entry).flatMap(paths));
  for (const path of paths(exports)) assert.ok(statSync(join(PACKAGE, path)).isFile(), path);
  // In base64 anything may occur; what is packed is looked at as it was.
  for (const name of files.filter((file) => !file.endsWith('.packed.js'))) {
    const found = /\/(?:root|home|work|tmp|Users)\/[\w.-]+/.exec(readFileSync(join(PACKAGE, name), 'latin1'));
    assert.equal(found, null, `${name}: ${found?.[0]}`);
  }
});

test('what is packed into scripts for browsers is the .wasm that other hosts read', async () => {
  // In a process of its own, whose core is the browsers'.
  const script = `
    const loaded = [];
    const { instantiate } = WebAssembly;
    WebAssembly.instantiate = (source, imports) => {
      // Node itself instantiates modules.
      if (source instanceof Uint8Array) loaded.push(Buffer.from(source));
      return instantiate(source, imports);
    };
    await (await import('./${PACKAGE}/dist/browser.js')).init();
    await (await import('./${PACKAGE}/dist/emulator-browser.js')).Emulator.create();
    const { createHash } = await import('node:crypto');
    console.log(JSON.stringify(loaded.map((file) => createHash('sha256').update(file).digest('hex'))));`;
  const loaded = JSON.parse(await execute(process.execPath, ['--input-type=module', '--eval', script]));
  const hash = (name) => createHash('sha256').update(readFileSync(join(PACKAGE, `dist/wasm/${name}_bg.wasm`))).digest('hex');
  assert.deepEqual(loaded, ['telnum', 'emulator'].map(hash));
});

const LARGEST = 179_000;

test('the entry for browsers, with its wasm, does not grow past 179 kB gzipped, and the emulator is not in it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'telnum-'));
  try {
    const out = join(folder, 'bundle.js');
    const options = ['--bundle', '--minify', '--format=esm', '--platform=browser', `--outfile=${out}`, '--log-level=error'];
    await execute(tool('esbuild'), ['bundled.mjs', ...options]);
    const bundle = readFileSync(out);
    const weight = gzipSync(bundle, { level: 9 }).length;
    console.error(`    for browsers, gzipped: ${(weight / 1000).toFixed(1)} kB`);
    assert.ok(weight <= LARGEST, `${weight} bytes`);
    const { default: emulator } = await import(`./${PACKAGE}/dist/wasm/emulator.packed.js`);
    for (const text of ['node:http', 'node:fs', emulator.slice(1000, 1050)]) assert.ok(!bundle.includes(text), text);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
