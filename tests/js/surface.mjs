// The public surface of the package as text: every exported declaration, without its comments.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** From the `.d.cts` files in this folder, what each entry exports. */
export function surface(folder) {
  const entries = { index: 'telnum', emulator: 'telnum/emulator', journal: 'telnum/journal', relay: 'telnum/relay' };
  return Object.entries(entries).map(([file, entry]) => `// ${entry}\n${exported(join(folder, `${file}.d.cts`))}`).join('\n');
}

function exported(file) {
  const spaced = readFileSync(file, 'utf8').replace(/^\t+/gm, (indent) => '  '.repeat(indent.length));
  const text = spaced.replace(/\/\*[^]*?\*\/|^\/\/.*$/gm, '');
  const parts = text.split(/^(?=export |import |declare )/m).filter((part) => /^(export (?!\{)|declare abstract )/.test(part));
  // What is nested stands where it stood when declarations were indented by four.
  return parts.map((part) => `${part.replace(/^\s*\n/gm, '').replace(/^ {4,}(?=\S)/gm, (indent) => ' '.repeat(2 * indent.length - 2)).trimEnd()}\n`).join('');
}

if (process.argv[1] === import.meta.filename) process.stdout.write(surface(process.argv[2]));
