import { NAMES } from './known-names.js';
import { camelCase } from './spelling.js';

/**
 * What core says, with the names of options, arguments and calls as JavaScript spells them. Whatever else
 * is quoted is a value, or the carrier's word.
 */
export function spelled(text: string): string {
  const named = text.replace(/`([a-z0-9_]+)`( is not an )?/g, (quoted, name: string, unknown = '') =>
    unknown === '' && !NAMES.has(name) && !CALL.test(name) ? quoted : `\`${camelCase(name)}\`${unknown}`,
  );
  if (!named.includes('`timeout`')) return named;
  return named.replaceAll('`timeout`', '`timeoutMs`').replace(/\b(\d+) s\b/g, '$1000 ms');
}

/** Calls, by their verbs: no word of a carrier's that is quoted begins with one. */
const CALL = /^(create|delete|get|list|update)_/;

/** Whether a name is another one misspelt: with one letter missing, added, or other, or two in each other's place. */
export function isNear(name: string, known: string): boolean {
  let same = 0;
  while (same < name.length && name[same] === known[same]) same += 1;
  const [rest, wanted] = [name.slice(same), known.slice(same)];
  const swapped = `${rest[1] ?? ''}${rest[0] ?? ''}${rest.slice(2)}`;
  const isIt = rest.slice(1) === wanted || rest === wanted.slice(1) || rest.slice(1) === wanted.slice(1) || swapped === wanted;
  return name !== known && isIt;
}
