// Comparing in the canonical form: names in snake_case, what is absent is null.

/** What came is not what the entry wants. */
export class Wrong extends Error {}

export function camel(name) {
  return name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}

/** A JavaScript value with its names in snake_case. */
export function canonical(value) {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [snake(name), canonical(inner)]));
}

/** A message with the names in it, which are in backticks, in snake_case, and times in seconds. */
export function canonicalText(text) {
  const named = text?.replace(/`([a-z]\w*)`/g, (_, name) => `\`${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}\``);
  return named?.replaceAll('`timeout_ms`', '`timeout`').replace(/\b(\d+)000 ms\b/g, '$1 s');
}

/** Throws where `found` is not exactly `wanted`. */
export function exactly(wanted, found, path) {
  compare(wanted, found, path, false);
}

/** As `exactly`, but objects may have more members than wanted. */
export function atLeast(wanted, found, path) {
  compare(wanted, found, path, true);
}

function compare(wanted, found, path, partly) {
  const differ = () => new Wrong(`${path} is ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
  if (wanted === null) {
    // Absent members are left out in JavaScript.
    if (found !== undefined && found !== null) throw differ();
  } else if (Array.isArray(wanted)) {
    if (!Array.isArray(found) || found.length !== wanted.length) throw differ();
    wanted.forEach((item, index) => compare(item, found[index], `${path}/${index}`, partly));
  } else if (typeof wanted === 'object') {
    if (typeof found !== 'object' || found === null || Array.isArray(found)) throw differ();
    for (const [name, value] of Object.entries(wanted)) compare(value, found[name], `${path}/${name}`, partly);
    const extra = Object.keys(found).find((name) => !(name in wanted) && found[name] !== undefined);
    if (!partly && extra !== undefined) throw new Wrong(`${path}/${extra} is too much`);
  } else if (wanted !== found) {
    throw differ();
  }
}
