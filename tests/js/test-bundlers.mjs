// The package through bundlers as they come: no settings, no plug-in, no copied file. Each bundle runs.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

test('a bundle for Node leaves the package outside; one that does not says so', async () => {
  const { run } = project('node');
  const build = (name, ...options) => run(tool('esbuild'), ['print.mjs', '--bundle', '--platform=node', `--outfile=dist/${name}`, '--log-level=error', ...options]);
  await build('outside.cjs', '--external:telnum');
  assert.match((await run(process.execPath, ['dist/outside.cjs'])).trim(), STORY);
  await build('outside.mjs', '--format=esm', '--external:telnum');
  assert.match((await run(process.execPath, ['dist/outside.mjs'])).trim(), STORY);
  for (const [name, ...options] of [['inside.cjs', '--log-override:empty-import-meta=silent'], ['inside.mjs', '--format=esm']]) {
    await build(name, ...options);
    assert.match(await run(process.execPath, [`dist/${name}`]), /ConfigurationError: .* telnum is external/);
  }
});
