/** `httpStatus` of `http_status`. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `http_status` of `httpStatus`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
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

/** What others say, to stand in a sentence of ours: without the full stop that it may end with. */
export function unstopped(said: string): string {
  return said.replace(/\.+$/, '');
}
