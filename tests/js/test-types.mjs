// The types that users see.
import assert from 'node:assert/strict';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { execute, test, tool } from './testing.mjs';
import { surface } from './surface.mjs';

const STRICT = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2022', '--skipLibCheck', 'false'];
const node = join(process.env.TELNUM_CACHE ?? '', 'node/node_modules/@types');
const HOSTS = {
  'a program for Node, by `import` and by `require`': ['typed.cts', '--module', 'nodenext', '--lib', 'es2022', '--types', 'node', '--typeRoots', node],
  'a bundled page': ['--module', 'esnext', '--moduleResolution', 'bundler', '--lib', 'es2022,dom', '--types', ''],
};

for (const [host, options] of Object.entries(HOSTS)) {
  test(`every method and type is right to a strict compiler, in ${host}`, async () => {
    await execute(tool('tsc'), [...STRICT, ...options, 'typed.mts']);
  });
}

test('the example of a relay is right to a strict compiler too', async () => {
  copyFileSync('examples/relay.mjs', 'relay-example.mts');
  const options = ['--module', 'nodenext', '--lib', 'es2022', '--types', 'node', '--typeRoots', node];
  await execute(tool('tsc'), [...STRICT, ...options, 'relay-example.mts']);
});

function tarball() {
  const { packages } = JSON.parse(readFileSync('node_modules/.package-lock.json', 'utf8'));
  return packages['node_modules/telnum'].resolved.replace('file:', '');
}

test('each way to resolve the package finds types that are right about its modules', async () => {
  // A .wasm has no types.
  const options = ['--exclude-entrypoints', 'telnum.wasm', 'emulator.wasm', '--no-definitely-typed', '--format', 'json'];
  const { analysis } = JSON.parse(await execute(tool('attw'), [tarball(), ...options]));
  assert.deepEqual(analysis.problems, []);
  for (const [entry, name] of [['.', 'index'], ['./emulator', 'emulator'], ['./journal', 'journal'], ['./relay', 'relay']]) {
    for (const [kind, extension] of [['node10', 'd.cts'], ['node16-cjs', 'd.cts'], ['node16-esm', 'd.ts'], ['bundler', 'd.ts']]) {
      const { resolution } = analysis.entrypoints[entry].resolutions[kind];
      assert.equal(resolution.fileName, `/node_modules/telnum/dist/${name}.${extension}`);
    }
  }
});

test('publint finds nothing to mend in the package', async () => {
  const said = await execute(tool('publint'), ['run', tarball(), '--strict', '--level', 'suggestion']);
  assert.match(said, /All good!/, said);
});

test('the public surface is the one that was agreed on', () => {
  const agreed = readFileSync('surface.txt', 'utf8');
  const found = surface('node_modules/telnum/dist');
  const differ = (one, other) => one.split('\n').filter((line) => !other.split('\n').includes(line));
  const hint = 'if that is meant: make surface ONLY=js';
  assert.ok(agreed === found, `new: ${differ(found, agreed).join(' ')}; gone: ${differ(agreed, found).join(' ')}; ${hint}`);
});
