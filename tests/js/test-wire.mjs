// What a client does on the wire, in Node.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import { IdtExpress } from 'telnum';

import { errorOf, test } from './testing.mjs';
import { sendJson, wireServer } from './wire-server.mjs';

const ORDER = { didGroupId: 16847, quantity: 2 };

/** Runs a test with a server and a client of it. */
function wireTest(shows, answer, body, options = {}) {
  test(shows, async () => {
    const server = await wireServer(answer);
    try {
      await body(new IdtExpress({ ...server.options, ...options }), server);
    } finally {
      server.close();
    }
  });
}

wireTest('a purchase has a connection of its own, which ends with it', (socket) => sendJson(socket), async (client, server) => {
  await client.listNumbers();
  // The answer shows no order.
  const lost = await errorOf(() => client.createOrder(ORDER));
  assert.equal(lost.kind, 'outcome_unknown');
  await within(500, server.ended(1));
  await client.listNumbers();
  assert.deepEqual(server.requests.map(({ connection }) => connection), [0, 1, 0]);
});

const silent = () => {};
wireTest('an aborted call ends its connection, and rejects with the reason', silent, async (client, server) => {
  const calls = [
    (options) => client.listNumbers({}, options),
    (options) => client.createOrder(ORDER, options),
    (options) => client.numbers({}, options).pages().next(),
    (options) => client.listNumbers({}, options).withResponse(),
  ];
  for (const [connection, call] of calls.entries()) {
    const controller = new AbortController();
    const reason = new Error('given up');
    const seen = server.seen();
    const end = call({ signal: controller.signal }).then(() => 'no error', (error) => error);
    await seen;
    controller.abort(reason);
    assert.equal(await within(500, end), reason);
    await within(500, server.ended(connection));
  }
  assert.equal(server.requests.length, calls.length);
});

wireTest('a call with a signal that was aborted before sends nothing', silent, async (client, server) => {
  const signal = AbortSignal.abort('early');
  for (const call of [client.listNumbers({}, { signal }), client.createOrder(ORDER, { signal })]) {
    assert.equal(await call.then(() => 'no error', (error) => error), 'early');
  }
  await sleep(20);
  assert.equal(server.requests.length, 0);
});

function drip(socket) {
  socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n');
  const timer = setInterval(() => socket.write(' '), 1000);
  socket.once('close', () => clearInterval(timer));
}

wireTest('a deadline holds against a byte a second; it is passed by 100 ms at most', drip, async (client, server) => {
  for (const [kind, call] of [['timeout', () => client.listNumbers()], ['outcome_unknown', () => client.createOrder(ORDER)]]) {
    const connection = server.requests.length;
    const began = performance.now();
    const error = await errorOf(call);
    const took = performance.now() - began;
    assert.equal(error.kind, kind);
    assert.ok(took >= 499 && took <= 600, `${took.toFixed(0)} ms instead of 500`);
    await within(500, server.ended(connection));
  }
}, { timeoutMs: 500, maxRetries: 0 });

for (const [what, headers] of [['switches protocols', 'connection: upgrade\r\nupgrade: x\r\n'], ['says so and does not', '']]) {
  const switching = (socket) => socket.write(`HTTP/1.1 101 X\r\n${headers}\r\n`);
  wireTest(`101 of a server that ${what} is no answer, and ends the call`, switching, async (client, server) => {
    for (const [kind, call] of [['transport', () => client.listNumbers()], ['outcome_unknown', () => client.createOrder(ORDER)]]) {
      const connection = server.requests.length;
      const error = await within(1000, errorOf(call));
      assert.deepEqual([error.kind, error.httpStatus], [kind, undefined]);
      if (headers !== '') await within(500, server.ended(connection));
    }
  }, { maxRetries: 0 });
}

function inform(socket) {
  const timer = setInterval(() => socket.write('HTTP/1.1 103 X\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n'), 20);
  socket.once('close', () => clearInterval(timer));
}

wireTest('answers that only inform defeat neither the deadline nor the signal', inform, async (client, server) => {
  assert.equal((await within(1000, errorOf(() => client.listNumbers({}, { timeoutMs: 200 })))).kind, 'timeout');
  await within(500, server.ended(0));
  const signal = AbortSignal.timeout(100);
  assert.equal(await within(1000, client.listNumbers({}, { signal }).catch((error) => error)), signal.reason);
  await within(500, server.ended(1));
}, { maxRetries: 0 });

const busy = (socket) => socket.write('HTTP/1.1 503 X\r\nretry-after: 2\r\ncontent-length: 0\r\n\r\n');
wireTest('a call that a logger aborts between two requests ends before the pause', busy, async (_, server) => {
  const controller = new AbortController();
  const client = new IdtExpress({ ...server.options, logger: { debug: () => controller.abort('mine') } });
  const end = client.listNumbers({}, { signal: controller.signal }).catch((error) => error);
  assert.equal(await within(1000, end), 'mine');
  assert.equal(server.requests.length, 1);
});

for (const [what, answer] of Object.entries({
  'cannot be unpacked': 'content-encoding: gzip\r\ncontent-length: 6\r\n\r\n<html>',
  'is cut off': 'content-length: 600\r\n\r\n{',
})) {
  test(`through \`fetch\`, a refusal whose body ${what} is that refusal`, async () => {
    const server = await wireServer((socket) => socket.end(`HTTP/1.1 503 X\r\nx-request-id: r-1\r\nretry-after: 7\r\n${answer}`));
    const error = await errorOf(() => new IdtExpress({ baseUrl: server.url, fetch, maxRetries: 0 }).listNumbers());
    assert.deepEqual([error.kind, error.httpStatus, error.requestId, error.retryAfter], ['server', 503, 'r-1', 7]);
    server.close();
  });
}

/** Calls of `fetch` that end by themselves never, whatever their signal says. */
const HEEDLESS = {
  'never answers': () => new Promise(() => {}),
  'stalls in the body': async () => new Response(new ReadableStream({ start: (it) => it.enqueue(new Uint8Array(3)) })),
};

for (const [what, fetch] of Object.entries(HEEDLESS)) {
  test(`a fetch of a caller's own that ${what} defeats neither the deadline nor the signal`, async () => {
    const client = new IdtExpress({ apiKey: 'k', apiSecret: 's', baseUrl: 'http://127.0.0.1:1', fetch });
    assert.equal((await within(1000, errorOf(() => client.listNumbers({}, { timeoutMs: 100 })))).kind, 'timeout');
    const signal = AbortSignal.timeout(50);
    assert.equal(await within(1000, client.listNumbers({}, { signal }).catch((error) => error)), signal.reason);
  });
}

function once(socket) {
  sendJson(socket);
  socket.end();
}

wireTest('a connection that the server closed meanwhile costs no second request', once, async (client, server) => {
  for (let round = 0; round < 5; round += 1) {
    await client.listNumbers();
    await sleep(20);
  }
  assert.deepEqual(server.requests.map(({ connection }) => connection), [0, 1, 2, 3, 4]);
}, { maxRetries: 0 });

async function within(milliseconds, promise) {
  const late = Symbol('late');
  const came = await Promise.race([promise, sleep(milliseconds, late)]);
  assert.notEqual(came, late, `not within ${milliseconds} ms`);
  return came;
}
