// The public surface of the package as text: every exported declaration, without its comments.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** From the `.d.ts` files in this folder, what `telnum` and `telnum/emulator` export. */
export function surface(folder) {
  return ['index', 'emulator'].map((entry) => `// ${entry === 'index' ? 'telnum' : 'telnum/emulator'}\n${exported(folder, `${entry}.d.ts`).join('\n')}\n`).join('\n');
}

/** Declarations of a file, and of those it passes on; only `names`, if there are some. */
function exported(folder, file, names) {
  const text = readFileSync(join(folder, file), 'utf8').replace(/\/\*[^]*?\*\/|^\/\/.*$/gm, '');
  const found = [];
  for (const part of text.split(/^(?=export |import |declare )/m)) {
    const passed = /^export (?:type )?(?:\*|\{([^}]*)\}) from '\.\/(.*)\.js'/.exec(part);
    if (passed !== null) {
      const given = passed[1]?.split(',').map((name) => name.trim().replace(/^type /, '')).filter((name) => name !== '');
      const wanted = given && names ? given.filter((name) => names.includes(name)) : (given ?? names);
      found.push(...exported(folder, `${passed[2]}.d.ts`, wanted));
      continue;
    }
    const name = /^export (?:declare )?(?:abstract )?(?:class|interface|type|function|const) (\w+)/.exec(part)?.[1];
    if (name === undefined || (names !== undefined && !names.includes(name))) continue;
    found.push(part.replace(/^\s*\n/gm, '').replace(/^ {4}(?= *\S)/gm, '  ').trimEnd());
  }
  return found;
}

if (process.argv[1] === import.meta.filename) process.stdout.write(surface(process.argv[2]));
