import { TelnumError } from './error.js';

/** It is an instance of `ConfigurationError`, of every copy of the package. */
class ConfigurationError extends TelnumError {
  /** Which minifying would take. */
  static override readonly name: string = 'ConfigurationError';
}

/** What a journal of this package cannot work with. */
export function configuration(text: string): TelnumError {
  return new ConfigurationError({ kind: 'configuration', text, details: [] });
}
