// Chromium, and a server of files for it.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { once } from 'node:events';

const { TELNUM_CACHE: cache, TELNUM_CHROMIUM: chromium } = process.env;
const TYPES = { '.html': 'text/html', '.mjs': 'text/javascript', '.js': 'text/javascript', '.wasm': 'application/wasm' };

/** A browser with an empty profile. */
export function launch() {
  const { chromium: driver } = createRequire(`${cache}/browser/`)('playwright-core');
  return driver.launch({
    executablePath: chromium ?? join(cache, 'bin', 'chromium'),
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
  });
}

/** Serves a folder's files; `/` is this page, or else index.html, and below `/relay/` is a relay, where there is one. */
export async function serveFolder(folder, page, relay) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://page');
    if (relay !== undefined && pathname.startsWith('/relay/')) return relay(request, response);
    const name = pathname === '/' ? 'index.html' : normalize(pathname);
    try {
      const bytes = page !== undefined && pathname === '/' ? page : readFileSync(join(folder, name));
      response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream' }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
