// A server below HTTP: it tells what was on the wire, and ends connections as a test wants.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';

import { cert, key } from './wire-certificate.mjs';

const EMPTY_PAGE = { numbers: [], meta: { page: 1, page_size: 100, total: 0 } };

/** Serves until `close`; `answer(socket, request)` answers, over TLS if `secure`. Connections are counted from 0. */
export async function wireServer(answer, { secure = false } = {}) {
  const requests = [];
  const sockets = [];
  const ended = [];
  let [now, most] = [0, 0];
  const serve = (socket) => {
    const connection = sockets.push(socket) - 1;
    most = Math.max(most, (now += 1));
    socket.once('close', () => (now -= 1));
    // Not by `once` of `node:events`, which an error before would reject.
    ended[connection] = new Promise((resolve) => socket.once('close', () => resolve(performance.now())));
    socket.on('error', () => {});
    let bytes = '';
    socket.on('data', (chunk) => {
      bytes += chunk.toString('latin1');
      for (;;) {
        const [head, rest] = splitOnce(bytes, '\r\n\r\n');
        const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
        if (rest === undefined || rest.length < length) return;
        bytes = rest.slice(length);
        const [method, target] = head.split(' ');
        const request = { connection, method, target, head, body: rest.slice(0, length) };
        requests.push(request);
        server.emit('telnum', request);
        answer(socket, request);
      }
    });
  };
  const server = secure ? createSecureServer({ cert, key }, serve) : createServer(serve);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `${secure ? 'https' : 'http'}://127.0.0.1:${server.address().port}`;
  return {
    requests,
    url,
    /** Options of a client of this server. */
    options: { baseUrl: url, apiKey: 'emulator-key', apiSecret: 'emulator-secret', caCertificates: cert },
    /** Resolves when the next request is there. */
    seen: () => once(server, 'telnum').then(([request]) => request),
    /** How many connections there were. */
    get connections() {
      return sockets.length;
    },
    /** How many there were at a time, at most. */
    get most() {
      return most;
    },
    /** The moment at which a connection ended, once it has. */
    ended: (connection) => ended[connection],
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function splitOnce(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + mark.length)];
}

/** Sends a whole answer, and keeps the connection. */
export function sendJson(socket, body = EMPTY_PAGE) {
  sendBytes(socket, 'content-type: application/json', Buffer.from(JSON.stringify(body)));
}

/** The same, with these bytes and this header. */
export function sendBytes(socket, header, bytes) {
  socket.write(`HTTP/1.1 200 OK\r\n${header}\r\ncontent-length: ${bytes.length}\r\n\r\n`);
  socket.write(bytes);
}
