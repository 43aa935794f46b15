import type { Agent } from 'node:http';
import type { Socket } from 'node:net';

/** Tells how many bytes a connection received; brings what ends that. */
export function metered(socket: Socket, received: (bytes: number) => void): () => void {
  const count = (piece: Uint8Array): void => received(piece.length);
  socket.on('data', count);
  return () => socket.off('data', count);
}

/** A connection that was kept is for one request at a time; what comes between two was asked for by none. */
export class Kept {
  readonly #idle = new WeakSet<Socket>();
  readonly #known = new WeakSet<Socket>();

  /** A request has this connection now. */
  taken(socket: Socket): void {
    this.#idle.delete(socket);
    if (this.#known.has(socket)) return;
    this.#known.add(socket);
    const unasked = (): void => {
      if (this.#idle.has(socket)) socket.destroy();
    };
    socket.on('data', unasked);
    socket.on('end', unasked);
  }

  /** Its request is over: a second answer, and a late one, ends it. */
  left(socket: Socket): void {
    this.#idle.add(socket);
  }
}

/**
 * Waits until what idle connections have received is read, and those that it ended are gone from the pool.
 *
 * A process that was busy or frozen has not read it: the end of a connection, or an answer such as 408.
 */
export async function looked(pool: Agent): Promise<void> {
  for (let round = 0; round < ROUNDS && idle(pool).length > 0; round += 1) {
    // Two: the first may come before the next look at the sockets.
    await turn();
    await turn();
    if (!idle(pool).some((socket) => socket.destroyed)) return;
  }
}

function idle(pool: Agent): readonly Socket[] {
  return Object.values(pool.freeSockets).flatMap((sockets) => sockets ?? []);
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const ROUNDS = 5;
