import type { Behind } from './channel.js';
import type { DialogTech } from './dialogtech.js';
import type { Didww } from './didww.js';
import type { IdtExpress } from './idt-express.js';
import { answered, Refused, told } from './relay-answer.js';
import { read, type Asked } from './relay-request.js';
import { routesOf } from './relay-route.js';
import type { Attempt } from './types/common.js';

/** What a relay adds the keys of a client to, and for whom. */
export interface RelayOptions {
  /** The operations that are allowed, by their names in snake_case, such as `list_did_groups`. Nothing else is. */
  allow: readonly string[];
  /**
   * Looks at a call before it is sent: who asks, how much is to be bought. A text, or `false`, refuses it with 403; what
   * it throws goes to the server.
   */
  check?: ((call: RelayCall, request: Request | RelayIncoming | undefined) => RelayVerdict | Promise<RelayVerdict>) | undefined;
  /** The path where the relay begins, such as `/telnum`, if the server does not take it off. */
  path?: string | undefined;
}

/** Why a call is refused; true, undefined or null where it is not. */
export type RelayVerdict = string | boolean | undefined | null | void;

/** A request that a relay understands and its owner allows. */
export interface RelayCall {
  /** The operation, such as `list_numbers`. */
  readonly operation: string;
  /** For a purchase, what is to be placed. */
  readonly attempt?: Attempt;
  /** Path and query. */
  readonly target: string;
  /** The JSON that is sent; a purchase's is made of its attempt. */
  readonly body?: unknown;
}

/** A request of `node:http`, Express and their like. */
export interface RelayIncoming extends AsyncIterable<Uint8Array | string> {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** What a parser of bodies before the relay has made of it. */
  readonly body?: unknown;
}

/** What it is answered with. */
export interface RelayOutgoing {
  writeHead(status: number, headers: Record<string, string>): unknown;
  end(body: string): unknown;
}

/** A request as it came to a relay. */
export interface RelayRequest {
  /** The verb, in capital letters. */
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  /** A header by its name, in lower case. */
  readonly header: (name: string) => string | undefined;
  /** The body. */
  readonly body: string;
}

/** What a relay answers. */
export interface RelayAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/**
 * A relay: it adds the keys of a client to the requests of pages and apps, which hold none, allows what its owner
 * allows, and places each attempt once, by the client's journal.
 *
 * @throws {ConfigurationError} if an operation is not one of the client's carrier, or buys and the client has no journal
 */
export class Relay {
  readonly #behind: Behind;
  readonly #options: RelayOptions;
  readonly #allowed: ReadonlySet<string>;
  readonly #path: string;
  /** The attempts that are placed now, by their ids. */
  readonly #underWay = new Map<string | undefined, Promise<void>>();

  constructor(client: IdtExpress | DialogTech | Didww, options: RelayOptions) {
    const behind = (client as unknown as Record<symbol, Behind | undefined> | null)?.[Symbol.for('telnum.relay')];
    if (behind === undefined) throw new TypeError('A relay is made of a client of telnum.');
    const { allow, check, path = '' } = options;
    if (!Array.isArray(allow)) throw behind.wrong('`allow` must be a list of the names of operations.');
    if (check !== undefined && typeof check !== 'function') throw behind.wrong('`check` must be a function.');
    if (typeof path !== 'string' || !/^(\/[^/?#]+)*\/?$/.test(path)) throw behind.wrong('`path` must be a path such as `/telnum`.');
    const routes = routesOf(behind.carrier);
    for (const name of allow as unknown[]) {
      const route = routes.find((it) => it.operation === name);
      if (route === undefined) throw behind.wrong(`\`allow\`: \`${String(name)}\` is not an operation of this carrier that sends a request of its own.`);
      if (route.buys && !behind.buys) throw behind.wrong(`\`allow\`: \`${route.operation}\` buys, so the relay's client needs a \`journal\`: without one an attempt could be placed twice.`);
    }
    this.#behind = behind;
    this.#options = options;
    this.#allowed = new Set(allow as string[]);
    this.#path = path.replace(/\/$/, '');
  }

  /** Answers a request, however it came; `from` is what `check` is shown beside the call. */
  async handle(request: RelayRequest, from?: Request | RelayIncoming): Promise<RelayAnswer> {
    try {
      const { target } = request;
      const isHere = this.#path === '' || target.startsWith(`${this.#path}/`);
      const its = { ...request, target: isHere ? target.slice(this.#path.length) : '' };
      const asked = read(this.#behind.carrier, this.#allowed, its);
      await this.#ask(asked, from);
      return await this.#once(asked);
    } catch (thrown) {
      if (thrown instanceof Refused) return thrown.answer;
      throw thrown;
    }
  }

  /** A handler for `node:http`, Express and their like. */
  get node(): (request: RelayIncoming, response: RelayOutgoing, next?: (thrown: unknown) => void) => void {
    return (request, response, next) => {
      const send = ({ status, headers, body }: RelayAnswer): void => {
        response.writeHead(status, headers);
        response.end(body);
      };
      this.#answer(request).then(send, (thrown: unknown) => {
        if (next === undefined) send(FAILED);
        else next(thrown);
      });
    };
  }

  /** A handler of the Fetch standard, for Deno, Bun, workers, Next.js, Hono and their like. */
  get fetch(): (request: Request) => Promise<Response> {
    return async (request) => {
      const { pathname, search } = new URL(request.url);
      const header = (name: string): string | undefined => request.headers.get(name) ?? undefined;
      const read = await textOf(request.body ?? []);
      if (read === undefined) return response(TOO_LARGE);
      return response(await this.handle({ method: request.method, target: pathname + search, header, body: read }, request));
    };
  }

  async #answer(request: RelayIncoming): Promise<RelayAnswer> {
    const body = await bodyOf(request);
    if (body === undefined) return TOO_LARGE;
    const header = (name: string): string | undefined => {
      const value = request.headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    };
    return this.handle({ method: request.method ?? '', target: request.url ?? '', header, body }, request);
  }

  /** Requests for one attempt go one after another. */
  async #once(asked: Asked): Promise<RelayAnswer> {
    const id = asked.call.attempt?.id;
    const answer = (this.#underWay.get(id) ?? Promise.resolve()).then(() => answered(this.#behind, asked));
    if (id === undefined) return answer;
    const ended = answer.then(nothing, nothing).then(() => {
      if (this.#underWay.get(id) === ended) this.#underWay.delete(id);
    });
    this.#underWay.set(id, ended);
    return answer;
  }

  async #ask({ call }: Asked, from: Request | RelayIncoming | undefined): Promise<void> {
    const verdict = await this.#options.check?.(call, from);
    if (verdict === undefined || verdict === null || verdict === true) return;
    const text = typeof verdict === 'string' && verdict !== '' ? verdict : 'The relay refused.';
    throw new Refused({ kind: 'rejected', text });
  }
}

/** What a parser before the relay has made of the body, or the body itself. */
async function bodyOf(request: RelayIncoming): Promise<string | undefined> {
  const { body } = request;
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  // A parser that had nothing to do leaves an empty object, or none.
  const read = await textOf(request);
  return read === '' && typeof body === 'object' && body !== null ? JSON.stringify(body) : read;
}

/** Nothing where it is too large. */
async function textOf(body: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array>): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let [text, length] = ['', 0];
  for await (const piece of body) {
    length += piece.length;
    if (length > LARGEST_BODY) return undefined;
    text += typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true });
  }
  return text + decoder.decode();
}

const nothing = (): void => {};

function response({ status, headers, body }: RelayAnswer): Response {
  return new Response(EMPTY.includes(status) ? null : body, { status, headers });
}

const TOO_LARGE = told({ kind: 'invalid_input', text: 'The request is too large for a relay.' });
const FAILED = told({ kind: 'configuration', text: 'The relay failed.' });

/** No call of a carrier sends as much. */
const LARGEST_BODY = 256 * 1024;
/** Of these, `Response` takes no body. */
const EMPTY = [101, 204, 205, 304];
