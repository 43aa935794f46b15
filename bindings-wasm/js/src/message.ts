/**
 * What the core says: codes, and the JSON text of a list of the values that they stand for. `src/message.rs`
 * tells which code stands for what.
 */
export type Message = [codes: Int32Array, values: string];

/** The readers of the records that may be anything, by their names in the core. */
export type Readers = Readonly<Record<string, () => unknown>>;

// What is being read. Readers call nobody else meanwhile.
const none = new Int32Array();
let codes: Int32Array = none;
let values: unknown[] = [];
let at = 0;

/** All that a message says. */
export function read(message: Message, readers: Readers): unknown[] {
  codes = message[0];
  values = JSON.parse(message[1]) as unknown[];
  at = 0;
  const said: unknown[] = [];
  while (at < codes.length) said.push(any(readers));
  // Nobody else holds on to a page that its reader has let go.
  codes = none;
  values = [];
  return said;
}

function any(readers: Readers): unknown {
  switch (next()) {
    case 0:
      return undefined;
    case 1:
      return value();
    case 2:
      return list(() => any(readers));
    default: {
      const name = value() as string;
      const reader = readers[name];
      // Not as if nothing came: it may be what was bought.
      if (reader === undefined) throw new TypeError(`telnum cannot read a ${name}: this is a fault of telnum`);
      return reader();
    }
  }
}

/** The next code. */
export function next(): number {
  return codes[at++] as number;
}

/** Whether something comes next; what is absent is passed over. */
export function some(): boolean {
  if (codes[at] !== 0) return true;
  at += 1;
  return false;
}

/** A scalar; which, its reader knows. */
export function value(): any {
  return values[next()];
}

/** A list of what this reads. */
export function list<T>(item: () => T): T[] {
  const items: T[] = [];
  for (let left = next(); left > 1; left -= 1) items.push(item());
  return items;
}

/** Where a link leads: a place in its list, -1 for nowhere, or the id of an object that is in none. */
export function link(): number | string {
  const code = next();
  return code < 0 ? (values[-code] as string) : code - 2;
}
