import type { DialogTech } from './dialogtech.js';
import type { Didww } from './didww.js';
import type { IdtExpress } from './idt-express.js';
import { answered, lost, LONGEST_WAIT, Refused, told } from './relay-answer.js';
import { read, type Asked } from './relay-request.js';
import { KEYLESS, setUp, type SetUp } from './relay-set-up.js';
import type { Attempt } from './types/common.js';

/**
 * What a relay adds the keys of a client to, and for whom. `From` is what your server calls a request, such as
 * `IncomingMessage` behind {@link Relay.node} and `Request` behind {@link Relay.fetch}.
 */
export interface RelayOptions<From = any> {
  /** The operations that are allowed, by their names in snake_case, such as `list_did_groups`. Nothing else is. */
  allow: readonly string[];
  /**
   * Looks at a call before it is sent: who asks, how much is to be bought. A text, or `false`, refuses it with 403. What
   * is done to the call changes nothing of what is sent.
   *
   * What it throws goes to the server, and nothing is sent: in Express to `next`, and {@link Relay.fetch} and
   * {@link Relay.handle} reject with it. `node:http` has no one to tell, so it is written with `console.error` there, and
   * the page gets a `configuration` error that says that nothing was sent.
   */
  check?: ((call: RelayCall, request: From) => RelayVerdict | Promise<RelayVerdict>) | undefined;
  /** The path where the relay begins, such as `/telnum`, as it is in a URL, if the server does not take it off. */
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
 * @throws {ConfigurationError} if an option is unknown or wrong, an operation is not one of the client's carrier, or buys
 * and the client has no journal, or the client has no keys
 */
export class Relay<From = any> {
  readonly #its: SetUp;
  /** The attempts that are placed now, by their ids. */
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(client: IdtExpress | DialogTech | Didww, options: RelayOptions<From>) {
    this.#its = setUp(client, options);
  }

  /** Answers a request, however it came; `from` is what `check` is shown beside the call. */
  async handle(request: RelayRequest, from?: From): Promise<RelayAnswer> {
    const { behind, allowed, path } = this.#its;
    // Where the core was not loaded yet when the relay was made.
    if ((await behind.client.get()).keyless) throw behind.wrong(KEYLESS);
    try {
      const { target } = request;
      const isHere = path === '' || target.startsWith(`${path}/`);
      const its = { ...request, target: isHere ? target.slice(path.length) : '' };
      const asked = await read(behind, allowed, its);
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
      const tell = (thrown: unknown): void => {
        if (next === undefined) report(thrown);
        else next(thrown);
      };
      const failed = (thrown: unknown): void => {
        tell(thrown);
        if (next === undefined) send(FAILED);
      };
      // An answer that cannot be sent must not end the server.
      this.#answer(request).then(send, failed).catch(tell);
    };
  }

  /** A handler of the Fetch standard, for Deno, Bun, workers, Next.js, Hono and their like. */
  get fetch(): (request: Request) => Promise<Response> {
    return async (request) => {
      const { pathname, search } = new URL(request.url);
      const header = (name: string): string | undefined => request.headers.get(name) ?? undefined;
      const read = await textOf(request.body ?? []);
      if (read === undefined) return response(TOO_LARGE);
      return response(await this.handle({ method: request.method, target: pathname + search, header, body: read }, request as From));
    };
  }

  async #answer(request: RelayIncoming): Promise<RelayAnswer> {
    let body: string | undefined;
    try {
      body = await bodyOf(request);
    } catch {
      return BROKEN_OFF;
    }
    if (body === undefined) return TOO_LARGE;
    const header = (name: string): string | undefined => {
      const value = request.headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    };
    return this.handle({ method: request.method ?? '', target: request.url ?? '', header, body }, request as From);
  }

  /** Requests for one attempt go one after another. */
  async #once(asked: Asked): Promise<RelayAnswer> {
    const { behind } = this.#its;
    const { id } = asked;
    // What breaks now must not read as if nothing had been sent.
    const send = (broken: RelayAnswer): Promise<RelayAnswer> =>
      answered(behind, asked).catch((thrown: unknown) => {
        report(thrown);
        return broken;
      });
    if (id === undefined) return send(BROKEN);
    const until = Date.now() + LONGEST_WAIT;
    for (let other = this.#underWay.get(id); other !== undefined; other = this.#underWay.get(id)) {
      if (!(await endsBy(other, until))) return lost('This attempt is being placed for another request, which takes long.');
    }
    const answer = send(lost('The relay failed while it placed this attempt.'));
    const ended = answer.then(() => {
      this.#underWay.delete(id);
    });
    this.#underWay.set(id, ended);
    return answer;
  }

  async #ask({ call }: Asked, from: From | undefined): Promise<void> {
    const verdict = await this.#its.check?.(call, from);
    if (verdict === undefined || verdict === null || verdict === true) return;
    const text = typeof verdict === 'string' && verdict !== '' ? verdict : 'The relay refused.';
    throw new Refused({ kind: 'rejected', text });
  }
}

/** Whether this ends by then. */
async function endsBy(promise: Promise<void>, until: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => {
      resolve(false);
    }, until - Date.now());
  });
  const ended = await Promise.race([promise.then(() => true), late]);
  clearTimeout(timer);
  return ended;
}

/** Where no server hears of it. */
function report(thrown: unknown): void {
  console.error('The relay failed.', thrown);
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

function response({ status, headers, body }: RelayAnswer): Response {
  return new Response(EMPTY.includes(status) ? null : body, { status, headers });
}

const TOO_LARGE = told({ kind: 'invalid_input', text: 'The request is too large for a relay.' });
const BROKEN_OFF = told({ kind: 'invalid_input', text: 'The request broke off before the relay had read it. Nothing was sent.' });
const BROKEN = told({ kind: 'transport', text: 'The relay failed in the middle of this call, which the carrier may have acted on.' });
const FAILED = told({ kind: 'configuration', text: 'The relay failed before it sent anything to the carrier, and told its server why. Nothing was bought.' });

/** No call of a carrier sends as much. */
const LARGEST_BODY = 256 * 1024;
/** Of these, `Response` takes no body. */
const EMPTY = [101, 204, 205, 304];
