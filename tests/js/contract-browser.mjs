// The contract in Chromium: serves this folder to a page, which runs the entries there.
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { once } from 'node:events';

import { readEntries } from './entries.mjs';

const { TELNUM_CACHE: cache, TELNUM_CHROMIUM: chromium, TELNUM_RESULTS: file, TELNUM_VECTORS: vectors } = process.env;
const { chromium: driver } = createRequire(`${cache}/browser/`)('playwright-core');

const TYPES = { '.mjs': 'text/javascript', '.js': 'text/javascript', '.wasm': 'application/wasm' };
const { exports } = JSON.parse(readFileSync('node_modules/telnum/package.json', 'utf8'));
const place = (entry) => new URL(exports[entry].browser, 'http://page/node_modules/telnum/').pathname;
const imports = { telnum: place('.'), 'telnum/emulator': place('./emulator') };
const PAGE = `<!doctype html><title>telnum</title><script type="importmap">${JSON.stringify({ imports })}</script>`;

const server = createServer(({ url }, response) => {
  const { pathname } = new URL(url, 'http://page');
  try {
    const bytes = pathname === '/' ? PAGE : readFileSync(join(import.meta.dirname, normalize(pathname)));
    response.writeHead(200, { 'content-type': TYPES[extname(pathname)] ?? 'text/html' }).end(bytes);
  } catch {
    response.writeHead(404).end();
  }
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

const browser = await driver.launch({
  executablePath: chromium ?? join(cache, 'bin', 'chromium'),
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
});
const page = await browser.newPage();
page.on('pageerror', (error) => console.error(`the page: ${error.stack}`));
await page.goto(`http://127.0.0.1:${server.address().port}/`);
const entries = readEntries(vectors).filter((entry) => entry.name.includes(process.env.TELNUM_ONLY ?? ''));
const results = await page.evaluate(async (all) => (await import('/page.mjs')).run(all), entries);
await browser.close();
server.close();

writeFileSync(file, JSON.stringify({ runtime: 'browser', results }));
for (const { entry, outcome, reason } of results) {
  if (outcome === 'failed') console.error(`${entry}: ${reason}`);
}
