// A server of bare sockets that counts the requests on the wire and answers as it is told.
import { createServer } from 'node:net';

const EMPTY = '{"numbers":[],"meta":{}}';
export const WHOLE = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${EMPTY.length}\r\n\r\n${EMPTY}`;

/** `answer(line, socket, connection)` is called for each request, `line` being its first line. */
export async function rawServer(answer) {
  const seen = { requests: [], connections: 0, closed: 0 };
  const sockets = new Set();
  const server = createServer((socket) => {
    const connection = (seen.connections += 1);
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => (seen.closed += 1));
    let text = '';
    socket.on('data', (data) => {
      text += data;
      const head = text.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (text.length < head + 4 + length) return;
      const line = text.slice(0, text.indexOf(' HTTP'));
      text = '';
      seen.requests.push(line);
      answer(line, socket, connection);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, seen, stop };
}
