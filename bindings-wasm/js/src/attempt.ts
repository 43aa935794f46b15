import { errorFrom } from './core.js';
import { camelCase, snakeCase, withNames } from './names.js';
import type { Attempt } from './types/common.js';

/**
 * An attempt as canonical JSON: what to store, and what telnum reads in every other language.
 *
 * (`JSON.stringify(attempt)` spells the names as JavaScript does; only this package reads that.)
 */
export function attemptToJson(attempt: Attempt): string {
  return JSON.stringify(withNames(attempt, snakeCase));
}

/**
 * An attempt from its canonical JSON, whichever language wrote it. `place` checks the rest.
 *
 * @throws {InvalidInputError} if the text is no JSON object
 */
export function attemptFromJson(text: string): Attempt {
  let attempt: unknown;
  try {
    attempt = JSON.parse(text);
  } catch {
    // Said below.
  }
  if (typeof attempt !== 'object' || attempt === null || Array.isArray(attempt)) {
    throw errorFrom({ kind: 'invalid_input', text: 'This is not an attempt in JSON.', details: [] });
  }
  return withNames(attempt, camelCase) as unknown as Attempt;
}
