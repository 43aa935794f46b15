// The public surface of the package as text: every exported declaration, without its comments.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** From the `.d.cts` files in this folder, what `telnum` and `telnum/emulator` export. */
export function surface(folder) {
  return ['index', 'emulator'].map((entry) => `// ${entry === 'index' ? 'telnum' : 'telnum/emulator'}\n${exported(join(folder, `${entry}.d.cts`))}`).join('\n');
}

function exported(file) {
  const text = readFileSync(file, 'utf8').replace(/\/\*[^]*?\*\/|^\/\/.*$/gm, '');
  const parts = text.split(/^(?=export |import |declare )/m).filter((part) => /^(export (?!\{)|declare abstract )/.test(part));
  // What is nested stands where it stood when declarations were indented by four.
  return parts.map((part) => `${part.replace(/^\s*\n/gm, '').replace(/^ {4,}(?=\S)/gm, (indent) => ' '.repeat(2 * indent.length - 2)).trimEnd()}\n`).join('');
}

if (process.argv[1] === import.meta.filename) process.stdout.write(surface(process.argv[2]));
