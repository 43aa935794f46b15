// The package through bundlers as they come: no settings, no plug-in, no copied file. Each bundle runs.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { launch, serveFolder } from './browser.mjs';
import { execute, test, tool } from './testing.mjs';

const STORY = /^2 asked for, order complete: \+55\d+, \+55\d+; InvalidInputError$/;
// Nothing of these is for the world outside.
const QUIET = { WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG: 'warn', CI: '1', NO_COLOR: '1' };

/** A new project with the package in it, as npm installs it; `run` runs a program there. */
function project(name) {
  const folder = join(import.meta.dirname, '../js-bundlers', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  cpSync('node_modules/telnum', join(folder, 'node_modules/telnum'), { recursive: true });
  cpSync('bundlers', folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const env = { ...QUIET, XDG_CONFIG_HOME: folder };
  return { folder, env, run: (program, args) => execute(program, args, { env, cwd: folder }) };
}

/** Opens a page; both it and its worker must tell the story. */
async function opened(url) {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const said = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.stack));
    await page.goto(url);
    await page.waitForSelector('body[data-page][data-worker]', { state: 'attached', timeout: 30_000 }).catch(() => {});
    const shown = await page.evaluate(() => ({ ...document.body.dataset }));
    for (const place of ['page', 'worker']) assert.match(shown[place] ?? `nothing; it said: ${said.join('; ')}`, STORY, place);
  } finally {
    await browser.close();
  }
}

/** The page of a project, whose built scripts must import nothing of Node's; `root` is what is served. */
async function built(folder, page, root = folder) {
  for (const file of readdirSync(join(folder, 'dist'), { recursive: true }).filter((name) => name.endsWith('.js'))) {
    const script = readFileSync(join(folder, 'dist', file), 'utf8');
    assert.ok(!/["'`]node:/.test(script), `${file} imports of Node`);
  }
  const server = await serveFolder(root);
  try {
    await opened(server.url + page);
  } finally {
    server.close();
  }
}

/** Starts a program; brings the first match in what it prints, and an end to it. */
async function started(program, args, { folder, env }, pattern) {
  const child = spawn(program, args, { cwd: folder, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  const match = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      said += `${line}\n`;
      const found = pattern.exec(line);
      if (found !== null) resolve(found);
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${program} ended: ${said}`)));
  });
  return { match, stop: () => child.kill() };
}

test('Vite builds a page and a worker, which run in a browser', async () => {
  const { folder, run } = project('vite');
  await run(tool('vite'), ['build']);
  await built(folder, 'index.html', join(folder, 'dist'));
});

test("Vite's server serves a page and a worker, which run in a browser", async () => {
  const place = project('vite-server');
  const server = await started(tool('vite'), ['--host', '127.0.0.1', '--port', '0'], place, /(http:\/\/127\.0\.0\.1:\d+\/)/);
  try {
    await opened(server.match[1]);
  } finally {
    server.stop();
  }
});

test('webpack builds a page and a worker, which run in a browser', async () => {
  const { folder, run } = project('webpack');
  await run(tool('webpack'), ['./main.mjs', '--mode', 'production']);
  await built(folder, 'webpack.html');
});

test('esbuild builds a page and a worker, which run in a browser', async () => {
  const { folder, run } = project('esbuild');
  await run(tool('esbuild'), ['page.mjs', 'worker.mjs', '--bundle', '--outdir=dist', '--log-level=error']);
  await built(folder, 'esbuild.html');
});

test('wrangler builds a worker, which runs in workerd', async () => {
  const place = project('wrangler');
  const { folder, run } = place;
  const wrangler = tool('wrangler');
  await run(tool('node22'), [wrangler, 'deploy', '--dry-run', '--outdir', 'dist']);
  const modules = readdirSync(join(folder, 'dist')).filter((name) => /\.(js|wasm)$/.test(name));
  const listed = modules.sort().map((name) => `(name = "${name}", ${name.endsWith('js') ? 'esModule' : 'wasm'} = embed "dist/${name}")`);
  writeFileSync(join(folder, 'config.capnp'), `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (compatibilityDate = "2026-01-01", modules = [${listed.reverse()}]))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`);
  const server = await started(tool('workerd'), ['serve', 'config.capnp', '--control-fd=1'], place, /"listen".*"port":(\d+)/);
  try {
    assert.match(await (await fetch(`http://127.0.0.1:${server.match[1]}/`)).text(), STORY);
  } finally {
    server.stop();
  }
});

/** Runs a script of a project from an empty folder, where no package lies about. */
async function alone({ folder }, script) {
  const empty = mkdtempSync(join(tmpdir(), 'telnum-'));
  try {
    cpSync(join(folder, 'dist'), empty, { recursive: true });
    return (await execute(process.execPath, [join(empty, script)], { cwd: empty })).trim();
  } finally {
    rmSync(empty, { recursive: true });
  }
}

test('esbuild bundles it for Node, as a module and not, with the package inside and outside', async () => {
  const place = project('node');
  const build = (name, ...options) => place.run(tool('esbuild'), ['print.mjs', '--bundle', '--platform=node', `--outfile=${name}`, '--log-level=error', ...options]);
  for (const [name, ...options] of [['cjs'], ['mjs', '--format=esm'], ['min.cjs', '--minify']]) {
    await build(`dist/inside.${name}`, ...options);
    assert.match(await alone(place, `inside.${name}`), STORY, name);
    await build(`outside.${name}`, '--external:telnum', ...options);
    assert.match((await place.run(process.execPath, [`outside.${name}`])).trim(), STORY, name);
  }
});

test('a bundle that was told of other conditions, and leaves the .wasm behind, says so', async () => {
  const place = project('node-conditions');
  for (const [name, ...options] of [['inside.cjs', '--log-override:empty-import-meta=silent'], ['inside.mjs', '--format=esm']]) {
    const all = ['print.mjs', '--bundle', '--platform=node', '--conditions=mine', `--outfile=dist/${name}`, '--log-level=error', ...options];
    await place.run(tool('esbuild'), all);
    assert.match(await alone(place, name), /ConfigurationError: .* telnum is external/);
  }
});

test('webpack bundles it for Node, with the package inside', async () => {
  const place = project('webpack-node');
  await place.run(tool('webpack'), ['./print.mjs', '--mode', 'production', '--target', 'node']);
  assert.match(await alone(place, 'main.js'), STORY);
});

test('Vite builds it for a server, with the package outside and inside', async () => {
  const place = project('vite-ssr');
  await place.run(tool('vite'), ['build', '--ssr', 'print.mjs']);
  assert.match((await place.run(process.execPath, ['dist/print.mjs'])).trim(), STORY);
  await place.run(tool('vite'), ['build', '--ssr', 'print.mjs', '--config', 'inside.config.mjs']);
  assert.match(await alone(place, 'print.mjs'), STORY);
});

for (const [by, ...options] of [['webpack'], ['Turbopack', '--turbopack']]) {
  test(`Next.js builds a route by ${by}, which answers`, async () => {
    const next = tool('next');
    // Beside Next's own packages, for Turbopack follows no link out of its root.
    const folder = mkdtempSync(join(process.env.TELNUM_CACHE, 'next/telnum-'));
    try {
      cpSync('bundlers/next', folder, { recursive: true });
      cpSync('bundlers/story.mjs', join(folder, 'app/story/story.mjs'));
      cpSync('node_modules/telnum', join(folder, 'node_modules/telnum'), { recursive: true });
      const env = { ...QUIET, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production', XDG_CONFIG_HOME: folder };
      await execute(next, ['build', ...options], { env, cwd: folder });
      const server = await started(next, ['start', '--hostname', '127.0.0.1', '--port', '0'], { folder, env }, /(http:\/\/127\.0\.0\.1:\d+)/);
      try {
        assert.match(await (await fetch(`${server.match[1]}/story`)).text(), STORY);
      } finally {
        server.stop();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

test('Jest mocks the package by itself', async () => {
  const program = realpathSync(tool('jest-mock'));
  const said = await execute(process.execPath, ['automock.cjs', program]);
  assert.equal(said, 'well\n');
});
