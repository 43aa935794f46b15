// What further tests share.
import { execFile } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

import { TelnumError } from 'telnum';

/** The tests, in the order in which they were declared. */
export const tests = [];

/** Declares a test; `shows` says what it shows. */
export function test(shows, body) {
  tests.push({ shows, body });
}

/** Thrown where a test cannot run, with the reason. */
export class Skip extends Error {}

/** The error that a call ends with; anything else is thrown. */
export async function errorOf(begin) {
  let value;
  try {
    value = await begin();
  } catch (error) {
    if (error instanceof TelnumError) return error;
    throw error;
  }
  throw new Error(`it ended well, with ${JSON.stringify(value)}`);
}

const bin = join(process.env.TELNUM_CACHE ?? '', 'bin');

/** A program of $TELNUM_CACHE/bin. */
export function tool(name) {
  const program = join(bin, name);
  if (!existsSync(program)) throw new Skip(`${name} is not installed`);
  return program;
}

/** How each runtime is told to run a file. */
export const runtimes = {
  'Node 20': ['node'],
  'Node 22': ['node22'],
  'Node 24': ['node24'],
  Deno: ['deno', 'run', '--quiet', '--no-prompt', '--allow-all', '--node-modules-dir=manual'],
  Bun: ['bun', 'run'],
};

/** The same for Node of other platforms, each by what runs its programs here. */
export const elsewhere = {
  'Node 22 on arm64': () => [tool('arm64'), tool('node-arm64')],
  'Node 22 on Windows': () => [join(process.env.TELNUM_TOOLS ?? '', 'wine'), realpathSync(tool('node-windows'))],
};

/** Runs a file in a runtime; brings its standard output. */
export function runIn(runtime, file, { args = [], env = {} } = {}) {
  if (runtime in elsewhere) {
    // Node for Windows cannot open a pipe under Wine, so it writes to files.
    const through = 'said=$(mktemp) && "$@" </dev/null >"$said" 2>"$said.err"; code=$?; cat "$said"; cat "$said.err" >&2; rm "$said"*; exit "$code"';
    return execute('bash', ['-c', through, 'bash', ...elsewhere[runtime](), file, ...args], { env });
  }
  const [name, ...before] = runtimes[runtime];
  const program = name === 'node' ? process.execPath : tool(name);
  return execute(program, [...before, file, ...args], { env });
}

/** Runs a program to its end; brings its standard output, or throws what it said. */
export function execute(program, args, { env = {}, cwd = import.meta.dirname } = {}) {
  const options = { cwd, env: { ...process.env, ...env }, timeout: 240_000, killSignal: 'SIGKILL', maxBuffer: 1 << 26 };
  return new Promise((resolve, reject) => {
    execFile(program, args, options, (failure, stdout, stderr) => {
      if (failure === null) resolve(stdout);
      else reject(new Error(`${args.join(' ')}: code ${failure.code ?? failure.signal}: ${stderr}${stdout}`.slice(0, 2000)));
    });
  });
}
