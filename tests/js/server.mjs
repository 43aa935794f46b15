// The real server, for entries that run over loopback HTTP. For Node, Deno and Bun.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Starts the program on a free port; `stop` ends it. */
export async function startServer(program) {
  const child = spawn(program, ['--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${program} ended`)));
  });
  const url = line.split(' ').at(-1);
  return {
    url,
    async ask(method, route, body) {
      const answer = await fetch(`${url}/_emulator/${route}`, { method, body: body && JSON.stringify(body) });
      const said = await answer.json();
      if (!answer.ok) throw new Error(`${method} ${route}: ${said.error}`);
      return said;
    },
    stop: () => child.kill(),
  };
}
