// Answers that break the rules, or bend them, in Node, Deno and Bun: tests for `wire.mjs`.
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { gzipSync } from 'node:zlib';

import { IdtExpress, OutcomeUnknownError } from 'telnum';

import { sendJson, wireServer } from './wire-server.mjs';

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const EMPTY = '{"numbers":[],"meta":{"page":1,"page_size":100,"total":0}}';
const whole = (status, body) => `HTTP/1.1 ${status} X\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
const ONE = whole(200, EMPTY);
const SECOND = whole(200, '{"countries":[{"country_name":"Second","country_iso":"XX"}]}');

/** Nothing else runs meanwhile, as in a process that computes, or is frozen. */
function busy(milliseconds) {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

/** Answers with this and these headers, and how the read ended: its error, or its page. */
async function answered(bytes, headers, options = {}) {
  const server = await wireServer((socket) => {
    socket.write(`HTTP/1.1 ${options.status ?? 200} X\r\n${headers}\r\ncontent-length: ${bytes.length}\r\n\r\n`);
    socket.write(bytes);
  });
  const client = new IdtExpress({ ...server.options, maxRetries: 0, ...options.client });
  const end = await client.listNumbers().catch((error) => error);
  server.close();
  return end;
}

/** Sends this again and again, until the connection ends. */
function endless(socket, piece) {
  const send = () => {
    while (!socket.destroyed && socket.write(piece));
    if (!socket.destroyed) socket.once('drain', send);
  };
  send();
}

/** A read and a purchase against a server that floods end soon, and long before the deadline. */
async function flooded(head, piece) {
  const server = await wireServer((socket) => {
    socket.write(head);
    endless(socket, piece);
  });
  const client = new IdtExpress({ ...server.options, maxRetries: 0, timeoutMs: 20_000 });
  const began = performance.now();
  await assert.rejects(client.listNumbers(), { kind: 'transport' });
  await assert.rejects(client.createOrder({ didGroupId: 16847, quantity: 1 }), OutcomeUnknownError);
  const took = performance.now() - began;
  assert.ok(took < 9000, `${took.toFixed(0)} ms`);
  server.close();
}

export const tests = {
  async 'a second answer belongs to no request: its connection is not used again'() {
    for (const late of [0, 1, 30]) {
      const server = await wireServer((socket, { connection }) => {
        if (late === 0) return socket.write(ONE + SECOND);
        socket.write(ONE);
        return setTimeout(() => socket.write(connection === 0 ? SECOND : ''), late);
      });
      const client = new IdtExpress({ ...server.options, maxRetries: 0 });
      assert.deepEqual((await client.listNumbers()).numbers, []);
      if (late > 0) busy(late + 30);
      assert.deepEqual((await client.listNumbers()).numbers, []);
      assert.deepEqual(server.requests.map(({ connection }) => connection), [0, 1], `${late} ms later`);
      server.close();
    }
  },
  async 'a connection that the server ended with 408 while the process was busy is not used again'() {
    const server = await wireServer((socket) => {
      socket.write(ONE);
      setTimeout(() => socket.end(whole(408, '')), 20);
    });
    const client = new IdtExpress({ ...server.options, maxRetries: 0 });
    for (let round = 0; round < 4; round += 1) {
      await client.listNumbers();
      busy(60);
    }
    assert.deepEqual(server.requests.map(({ connection }) => connection), [0, 1, 2, 3]);
    server.close();
  },
  'endless answers that only inform are cut off': () => flooded('', 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'.repeat(2000)),
  'endless empty lines before an answer are cut off': () => flooded('', '\r\n'.repeat(30_000)),
  'endless headers are cut off': () => flooded('HTTP/1.1 200 OK\r\n', 'x-a: b\r\n'.repeat(8000)),
  'an endless header is cut off': () => flooded('HTTP/1.1 200 OK\r\nx-a: ', 'b'.repeat(60_000)),
  'endless pieces of one byte are cut off': () => flooded('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', '1\r\n \r\n'.repeat(2000)),
  async 'a whole answer in small pieces, after some that inform, is read'() {
    const rows = Array.from({ length: 300 }, (_, index) => `{"number":"+5511999${String(index).padStart(6, '0')}","number_status":"active"}`);
    const server = await wireServer((socket) => {
      socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'.repeat(60));
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n');
      for (const piece of ['{"numbers":[', ...rows.join(',').match(/.{1,20}/g), '],"meta":{"page":1,"page_size":300,"total":300}}']) {
        socket.write(`${piece.length.toString(16)}\r\n${piece}\r\n`);
      }
      socket.write('0\r\n\r\n');
    });
    assert.equal((await new IdtExpress({ ...server.options, maxRetries: 0 }).listNumbers()).numbers.length, 300);
    server.close();
  },
  async '200 kB of headers are read, and more than 512 of them are not'() {
    const long = 'set-cookie: '.padEnd(8000, 'a');
    assert.deepEqual((await answered(EMPTY, Array(25).fill(long).join('\r\n'))).numbers, []);
    assert.deepEqual((await answered(EMPTY, Array.from({ length: 500 }, (_, index) => `x-h${index}: a`).join('\r\n'))).numbers, []);
    assert.equal((await answered(EMPTY, Array.from({ length: 600 }, (_, index) => `x-h${index}: a`).join('\r\n'))).kind, 'transport');
  },
  async 'a refusal is that refusal, whatever its body is said to be'() {
    const cut = gzipSync('{"errors":[]}').subarray(0, 12);
    const kinds = { 503: 'server', 429: 'rate_limited', 401: 'authentication', 404: 'not_found' };
    for (const [status, kind] of Object.entries(kinds)) {
      for (const body of [Buffer.alloc(0), Buffer.from('<html>'), cut]) {
        const error = await answered(body, 'content-encoding: gzip\r\nretry-after: 7\r\nx-request-id: r-1', { status });
        assert.deepEqual([error.kind, error.httpStatus, error.requestId, error.retryAfter], [kind, Number(status), 'r-1', 7], `${status} with ${body.length} bytes`);
      }
    }
  },
  async 'a refusal whose body is cut off, or too large, is that refusal'() {
    const server = await wireServer((socket) => socket.end('HTTP/1.1 503 X\r\nx-request-id: r-1\r\ncontent-length: 100\r\n\r\n{'));
    const client = new IdtExpress({ ...server.options, maxRetries: 0 });
    const error = await client.listNumbers().catch((it) => it);
    assert.deepEqual([error.kind, error.httpStatus, error.requestId], ['server', 503, 'r-1']);
    server.close();
    const larger = await answered(Buffer.alloc(2000, 'a'), 'x-request-id: r-1', { status: 503, client: { maxBodyBytes: 1000 } });
    assert.deepEqual([larger.kind, larger.httpStatus], ['server', 503]);
  },
  async 'a success that cannot be unpacked is a decode error with its status'() {
    const packed = gzipSync(EMPTY);
    for (const body of [Buffer.from(EMPTY), packed.subarray(0, 20), Buffer.concat([packed, Buffer.from('rubbish')])]) {
      const error = await answered(body, 'content-encoding: gzip\r\nx-request-id: r-1');
      assert.deepEqual([error.kind, error.httpStatus, error.requestId], ['decode', 200, 'r-1'], String(body.length));
    }
  },
  async 'gzip is unpacked by each of its names, in several members and layers'() {
    const half = Math.floor(EMPTY.length / 2);
    const members = Buffer.concat([gzipSync(EMPTY.slice(0, half)), gzipSync(EMPTY.slice(half))]);
    const bodies = { gzip: gzipSync(EMPTY), GZIP: gzipSync(EMPTY), 'x-gzip': gzipSync(EMPTY), 'X-GZip': members, 'gzip, identity': members, 'gzip, gzip': gzipSync(members), identity: EMPTY };
    for (const [label, body] of Object.entries(bodies)) {
      assert.deepEqual((await answered(Buffer.from(body), `content-encoding: ${label}`)).numbers, [], label);
    }
  },
  async 'what unpacks beyond the limit, in any layer, is not read'() {
    const bomb = gzipSync(Buffer.alloc(8_000_000));
    for (const [label, body] of [['gzip', bomb], ['gzip, gzip', gzipSync(bomb)]]) {
      const error = await answered(body, `content-encoding: ${label}`, { client: { maxBodyBytes: 1_000_000 } });
      assert.equal(error.kind, 'decode');
      assert.match(error.message, /1000000/);
    }
  },
  async 'a signal that many calls share has one listener, and none after them'() {
    const server = await wireServer((socket) => setTimeout(() => sendJson(socket), 50));
    const client = new IdtExpress(server.options);
    const { signal } = new AbortController();
    const added = [];
    const { addEventListener } = signal;
    signal.addEventListener = (...how) => (added.push(how), addEventListener.apply(signal, how));
    const calls = Array.from({ length: 40 }, () => client.listNumbers({}, { signal }));
    await pause(20);
    assert.equal(added.length, 1);
    await Promise.all(calls);
    if (!('Deno' in globalThis)) assert.equal(getEventListeners(signal, 'abort').length, 0);
    server.close();
  },
};
