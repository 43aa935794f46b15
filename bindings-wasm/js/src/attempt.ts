import { errorFrom } from './core.js';
import { isNamed } from './given.js';
import { camelCase, snakeCase, withNames } from './spelling.js';
import type { Attempt } from './types/common.js';

/**
 * An attempt as canonical JSON: what to store, and what telnum reads in every other language.
 *
 * (`JSON.stringify(attempt)` spells the names as JavaScript does; only this package reads that.)
 *
 * @throws {InvalidInputError} if that is not an attempt
 */
export function attemptToJson(attempt: Attempt): string {
  whole(attempt, 'an attempt');
  return JSON.stringify(withNames(attempt, snakeCase));
}

/**
 * An attempt from its canonical JSON, whichever language wrote it. `place` checks the rest.
 *
 * @throws {InvalidInputError} if the text is not an attempt in JSON
 */
export function attemptFromJson(text: string): Attempt {
  let attempt: unknown;
  try {
    attempt = JSON.parse(text);
  } catch {
    // Said below.
  }
  return whole(attempt, 'an attempt in JSON');
}

/** This, if it has every member of an attempt. */
function whole(attempt: unknown, what: string): Attempt {
  const named = isNamed(attempt) ? withNames(attempt, camelCase) : {};
  const wrong = Object.entries(MEMBERS).find(([name, type]) => typeof named[name] !== type);
  if (wrong !== undefined) {
    const [name, type] = wrong;
    // Of an open attempt, or of an error.
    const why = named['version'] === undefined && isNamed(named['attempt']) ? 'pass its `attempt`' : `its \`${name}\` is no ${type}`;
    throw errorFrom({ kind: 'invalid_input', text: `This is not ${what}: ${why}.`, details: [] });
  }
  return named as unknown as Attempt;
}

/** The members of an attempt, all of which are always there. */
const MEMBERS: Record<keyof Attempt, string> = {
  version: 'number',
  id: 'string',
  carrier: 'string',
  environment: 'string',
  operation: 'string',
  arguments: 'object',
  preparedAt: 'string',
};
