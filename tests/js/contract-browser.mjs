// The contract in Chromium: serves this folder to a page, which runs the entries there.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Emulator } from 'telnum/emulator';
import { FileJournal } from 'telnum/journal';
import { Relay } from 'telnum/relay';

import { launch, serveFolder } from './browser.mjs';
import { readEntries } from './entries.mjs';

const { TELNUM_RESULTS: file, TELNUM_VECTORS: vectors } = process.env;
const { exports } = JSON.parse(readFileSync('node_modules/telnum/package.json', 'utf8'));
const place = (entry) => new URL(exports[entry].browser, 'http://page/node_modules/telnum/').pathname;
const imports = { telnum: place('.'), 'telnum/emulator': place('./emulator') };
const PAGE = `<!doctype html><title>telnum</title><script type="importmap">${JSON.stringify({ imports })}</script>`;

// By which the page buys without keys.
const emulator = await Emulator.create();
const journal = new FileJournal(join(mkdtempSync(join(tmpdir(), 'telnum-')), 'orders.journal'));
const relay = new Relay(emulator.idtExpress({ journal }), { allow: ['create_order', 'get_order'], path: '/relay' });

const server = await serveFolder(import.meta.dirname, PAGE, relay.node);
const browser = await launch();
const page = await browser.newPage();
page.on('pageerror', (error) => console.error(`the page: ${error.stack}`));
await page.goto(server.url);
const entries = readEntries(vectors).filter((entry) => entry.name.includes(process.env.TELNUM_ONLY ?? ''));
const results = await page.evaluate(async (all) => (await import('/page.mjs')).run(all), entries);
await browser.close();
server.close();

const bought = emulator.ledger.length;
results.push({ entry: 'browser: what a page buys by a relay is bought once', ...(bought === 1 ? { outcome: 'passed' } : { outcome: 'failed', reason: `${bought} purchases` }) });

writeFileSync(file, JSON.stringify({ runtime: 'browser', results }));
for (const { entry, outcome, reason } of results) {
  if (outcome === 'failed') console.error(`${entry}: ${reason}`);
}
