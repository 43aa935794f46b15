#!/usr/bin/env node
// Rolls the declarations that tsc wrote, a file a module, into one file an entry of the npm package:
//
//     tools/roll-types.mjs FROM TO
//
// writes index, emulator, journal and relay from the folder FROM into TO: the declarations as .d.cts, for `require`, and for
// `import` a .d.ts that exports the same ones, so that they are there once.
// What no entry exports and nothing exported names is left out.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [from, to] = process.argv.slice(2);
const main = roll('index', new Set());
const others = [['emulator', 'emulator'], ['journal', 'journal-entry'], ['relay', 'relay']].map(([entry, module]) => {
  const { lent, text } = roll(module, main.names);
  return [entry, `import type { ${lent.join(', ')} } from './index.cjs';\n\n${text}`];
});
for (const [entry, text] of [['index', main.text], ...others]) {
  writeFileSync(join(to, `${entry}.d.cts`), text);
  writeFileSync(join(to, `${entry}.d.ts`), `export * from './${entry}.cjs';\n`);
}

/** All that an entry exports, and what that needs; names that are `known` are lent by the main entry. */
function roll(entry, known) {
  const declared = new Map();
  const exported = read(`${entry}.d.ts`, declared, new Map());
  const needed = new Set(exported);
  // A set may grow under its loop.
  for (const name of needed) {
    if (known.has(name)) continue;
    const { code } = declared.get(name);
    for (const word of code.replace(/\/\*[^]*?\*\//g, '').match(/\w+/g)) if (declared.has(word)) needed.add(word);
  }
  const own = [...declared].filter(([name]) => needed.has(name) && !known.has(name));
  const texts = own.map(([name, { doc, code }]) => doc + (exported.has(name) ? code : code.replace('export ', '')));
  // Without the last line, what is not marked would be exported all the same.
  return { names: exported, lent: [...needed].filter((name) => known.has(name)), text: `${texts.join('\n')}\nexport {};\n` };
}

/** The names that a module exports; each declaration goes to `declared`, those of its imports first. */
function read(file, declared, seen) {
  if (seen.has(file)) return seen.get(file);
  const exported = new Set();
  seen.set(file, exported);
  for (const { doc, code } of statements(file)) {
    const passed = /^(import|export) (?:type )?(?:\*|\{([^}]*)\}) from '\.\/(.*)\.js';/.exec(code);
    if (passed !== null) {
      const [, word, list, module] = passed;
      const theirs = read(join(file, '..', `${module}.d.ts`), declared, seen);
      const names = list?.split(',').map((name) => name.replace('type ', '').trim()).filter((name) => name !== '');
      if (word === 'export') for (const name of names ?? theirs) exported.add(name);
    } else if (code !== 'export {};\n') {
      const name = /^(?:export )?(?:declare )?(?:abstract )?(?:class|interface|type|function|const) (\w+)/.exec(code)?.[1];
      if (name === undefined || declared.has(name)) throw new Error(`${file}: not understood, or declared twice: ${code}`);
      declared.set(name, { doc, code });
      if (code.startsWith('export ')) exported.add(name);
    }
  }
  return exported;
}

/** What stands in a file from its left edge: each statement with the comment before it. */
function* statements(file) {
  const written = readFileSync(join(from, file), 'utf8');
  // tsc indents by four spaces, which are a thirtieth of the file.
  const lines = written.split('\n').map((line) => line.replace(/^(?: {4})+/, (indent) => '\t'.repeat(indent.length / 4)));
  let doc = '';
  for (let at = 0; at < lines.length; at += 1) {
    const begin = at;
    if (lines[at] === '' || lines[at].startsWith('// ')) continue;
    const end = lines[at].startsWith('/**') ? /\*\/$/ : lines[at].endsWith('{') ? /^\}(.*;)?$/ : /;$/;
    while (!end.test(lines[at])) if ((at += 1) === lines.length) throw new Error(`${file}: no end of ${lines[begin]}`);
    const text = `${lines.slice(begin, at + 1).join('\n')}\n`;
    if (text.startsWith('/**')) doc = text;
    else {
      yield { doc, code: text };
      doc = '';
    }
  }
}
