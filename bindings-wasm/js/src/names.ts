import { NAMES } from './known-names.js';

/** `httpStatus` of `http_status`. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `http_status` of `httpStatus`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * What core says, with the names of options, arguments and calls as JavaScript spells them. Whatever else
 * is quoted is a value, or the carrier's word.
 */
export function spelled(text: string): string {
  const named = text.replace(/`([a-z0-9_]+)`( is not an )?/g, (quoted, name: string, unknown = '') =>
    unknown === '' && !NAMES.has(name) ? quoted : `\`${camelCase(name)}\`${unknown}`,
  );
  if (!named.includes('`timeout`')) return named;
  return named.replaceAll('`timeout`', '`timeoutMs`').replace(/\b(\d+) s\b/g, '$1000 ms');
}

/**
 * The same object with its own members renamed; what is further in stays as it is. Where two would have
 * one name then, all keep theirs, so that none is lost: whoever reads them refuses a name it does not know.
 */
export function withNames(object: object, rename: (name: string) => string): Record<string, unknown> {
  const members = Object.entries(object);
  const renamed = Object.fromEntries(members.map(([name, value]) => [rename(name), value as unknown]));
  return Object.keys(renamed).length < members.length ? Object.fromEntries(members) : renamed;
}

/** Whether a name is another one misspelt: with one letter missing, added, or other, or two in each other's place. */
export function isNear(name: string, known: string): boolean {
  let same = 0;
  while (same < name.length && name[same] === known[same]) same += 1;
  const [rest, wanted] = [name.slice(same), known.slice(same)];
  const swapped = `${rest[1] ?? ''}${rest[0] ?? ''}${rest.slice(2)}`;
  const isIt = rest.slice(1) === wanted || rest === wanted.slice(1) || rest.slice(1) === wanted.slice(1) || swapped === wanted;
  return name !== known && isIt;
}
