// What a relay's owner has given it; core/src/relay/mod.rs says the same in Rust.
import type { Behind } from './channel.js';
import { isNear } from './names.js';
import { routesOf } from './relay-route.js';
import type { RelayOptions } from './relay.js';
import { snakeCase } from './spelling.js';
import type { Carrier } from './types/common.js';

/** What a relay goes by. */
export interface SetUp {
  readonly behind: Behind;
  readonly allowed: ReadonlySet<string>;
  readonly check: RelayOptions['check'];
  /** Without a slash at its end. */
  readonly path: string;
}

/** What a relay goes by, or the error that says what is wrong with it. */
export function setUp(client: unknown, options: unknown): SetUp {
  const behind = (client as Record<symbol, Behind | undefined> | null | undefined)?.[Symbol.for('telnum.relay')];
  if (behind === undefined) throw new TypeError('A relay is made of a client of telnum.');
  if (behind.client.now?.keyless === true) throw behind.wrong(KEYLESS);
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw behind.wrong("A relay's options must be one object, which names what it allows: `{ allow: ['list_did_groups'] }`.");
  }
  // A misspelt `check` would let everyone buy.
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined) throw behind.wrong(`\`${unknown}\` is not an option of a relay${didYouMean(unknown, OPTIONS)}.`);
  const { allow, check, path = '' } = options as Partial<Record<string, unknown>>;
  if (!Array.isArray(allow)) throw behind.wrong('`allow` must be a list of the names of operations.');
  if (check !== undefined && typeof check !== 'function') throw behind.wrong('`check` must be a function.');
  if (typeof path !== 'string' || !/^(\/[^/]+)*\/?$/.test(path)) throw behind.wrong('`path` must be a path such as `/telnum`.');
  // What is sent as it stands in a path; a browser takes `/../` out of it.
  if (!/^([\w.~!$&'()*+,;=:@/-]|%[\dA-F]{2})*$/i.test(path) || /\/\.\.?(\/|$)/.test(path)) {
    throw behind.wrong(`\`path\` must be spelled as it is in a URL, so that a request can match it${suggested(path)}.`);
  }
  const routes = routesOf(behind.carrier);
  for (const name of allow as unknown[]) {
    const route = routes.find((it) => it.operation === name);
    if (route === undefined) {
      const known = routes.map((it) => it.operation);
      throw behind.wrong(
        `\`allow\`: ${TITLES[behind.carrier]} has no operation \`${String(name)}\` that sends a request of its own${didYouMean(String(name), known)}. ` +
          'What makes other calls, such as `buy_numbers`, is allowed by these.',
      );
    }
    if (route.buys && !behind.buys) throw behind.wrong(`\`allow\`: \`${route.operation}\` buys, so the relay's client needs a \`journal\`: without one an attempt could be placed twice.`);
  }
  return { behind, allowed: new Set(allow as string[]), check: check as RelayOptions['check'], path: path.replace(/\/$/, '') };
}

export const KEYLESS = 'A relay adds keys, and its client has none.';

const OPTIONS: readonly string[] = ['allow', 'check', 'path'] satisfies (keyof RelayOptions)[];
const TITLES: Record<Carrier, string> = { idt_express: 'IDT Express', dialog_tech: 'DialogTech', didww: 'DIDWW' };

/** How a path that was given as a person reads it stands in a URL. */
function suggested(path: string): string {
  const spelled = new URL(`http://relay${path.replace(/[?#]/g, encodeURIComponent)}`).pathname;
  return spelled === path ? '' : `: \`${spelled}\``;
}

/** ` (did you mean …?)` with the known name that this one misspells; nothing where it is none. */
function didYouMean(name: string, known: readonly string[]): string {
  const spelled = snakeCase(name).replace(/^_/, '');
  const meant = known.find((it) => it === spelled || isNear(spelled, it));
  return meant === undefined ? '' : ` (did you mean \`${meant}\`?)`;
}
