#!/usr/bin/env node
// Puts functions that are alike next to each other in a .wasm, and gives its imports short names:
//
//     tools/order-wasm.mjs WASM-OPT FILE.wasm GLUE.js
//
// What they do is the same, but gzip looks back no further than 32 kB: packed, the core weighs a thirtieth less. The
// generator's names end in hashes, which nothing makes smaller; the script that loads the file has them too.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';

// How many bytes are compared at once; how many functions before the next count; and what many share says nothing.
const [LENGTH, BEFORE, COMMON] = [6, 24, 1500];
// What rustc's target has, which text does not tell. No others, so that hosts need no more than they did.
const FEATURES = ['mutable-globals', 'sign-ext', 'nontrapping-float-to-int', 'bulk-memory', 'multivalue', 'reference-types'];

const [wasmOpt, file, glue] = process.argv.slice(2);
const options = FEATURES.map((name) => `--enable-${name}`);
const text = execFileSync(wasmOpt, [...options, file, '-S', '-o', '-'], { encoding: 'utf8', maxBuffer: 2 ** 30, stdio: 'pipe' });
// Each begins and ends with a line that is indented by one.
const functions = text.match(/^ \(func \$[^]*?^ \)\n/gm);
const bodies = codeOf(readFileSync(file));
if (functions.length !== bodies.length) throw new Error(`${functions.length} functions as text, ${bodies.length} in the file`);
const order = ordered(bodies);
let number = 0;
const moved = text.replace(/^ \(func \$[^]*?^ \)\n/gm, () => functions[order[number++]]);
const hashed = [...new Set(moved.match(/(?<=")__wbg_\w+_[0-9a-f]{14,16}(?=")/g))];
const short = new Map(hashed.map((name, at) => [name, `i${at}`]));
writeFileSync(glue, readFileSync(glue, 'utf8').replace(/\b__wbg_\w+/g, (name) => short.get(name) ?? name));
const written = `${file}.wat`;
writeFileSync(written, moved.replace(/"(__wbg_\w+)"/g, (text, name) => (short.has(name) ? `"${short.get(name)}"` : text)));
execFileSync(wasmOpt, [...options, written, '-o', file], { stdio: 'pipe' });
rmSync(written);

/** From the first on, the one that shares the most with those right before it, for its size. */
function ordered(bodies) {
  const parts = bodies.map(partsOf);
  const holders = new Map();
  parts.forEach((all, at) => {
    for (const part of all) holders.get(part)?.push(at) ?? holders.set(part, [at]);
  });
  const left = new Set(bodies.keys());
  const order = [];
  for (let next = 0; next !== undefined; next = closest(order.slice(-BEFORE))) {
    order.push(next);
    left.delete(next);
  }
  return order;

  function closest(before) {
    const shared = new Map();
    for (const part of new Set(before.flatMap((at) => [...parts[at]]))) {
      const all = holders.get(part);
      if (all.length > COMMON) continue;
      for (const at of all) if (left.has(at)) shared.set(at, (shared.get(at) ?? 0) + 1);
    }
    let [best, most] = [undefined, 0];
    for (const [at, count] of shared) {
      const weight = count / (parts[at].size + 100) ** 0.6;
      if (weight > most || (weight === most && at < best)) [best, most] = [at, weight];
    }
    return best ?? left.values().next().value;
  }
}

/** The bytes of a function, each with those behind it, as numbers. */
function partsOf(body) {
  const parts = new Set();
  for (let at = 0; at + LENGTH <= body.length; at += 1) parts.add(body.readUIntBE(at, LENGTH));
  return parts;
}

/** The bodies of all functions: they are section 10. */
function codeOf(wasm) {
  let at = 8;
  for (;;) {
    const section = wasm[at++];
    const length = leb();
    if (section === 10) break;
    at += length;
  }
  return Array.from({ length: leb() }, () => {
    const length = leb();
    at += length;
    return wasm.subarray(at - length, at);
  });

  function leb() {
    for (let [value, shift] = [0, 0]; ; shift += 7) {
      const byte = wasm[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  }
}
