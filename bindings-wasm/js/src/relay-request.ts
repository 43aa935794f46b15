// What a request asks for, and whether it may; core/src/relay/request.rs says the same in Rust.
import type { Behind } from './channel.js';
import { asked, isError, Refused } from './relay-answer.js';
import { hidden } from './relay-include.js';
import { fits, pathOf, queryOf, routesOf, type Route } from './relay-route.js';
import type { RelayCall, RelayRequest } from './relay.js';
import { camelCase, withNames } from './spelling.js';
import type { Attempt } from './types/common.js';

/** A call, and what the core is asked to send for it. */
export interface Asked {
  /** For the owner's check alone: what is sent shares nothing with it that could be changed. */
  readonly call: RelayCall;
  /** Of the attempt, where it is a purchase. */
  readonly id: string | undefined;
  readonly target: string;
  /** In the core's spelling. */
  readonly request: { readonly attempt: object } | { readonly operation: string; readonly method: string; readonly target: string; readonly version?: string | undefined; readonly body?: string | undefined };
  readonly version: string | undefined;
}

/** Finds out what a request asks for. */
export async function read(behind: Behind, allowed: ReadonlySet<string>, { method, target, header, body }: RelayRequest): Promise<Asked> {
  const { carrier } = behind;
  if (target.length > LONGEST_TARGET) throw invalid('The request is too large for a relay.');
  const [, path = '', query = ''] = /^([^?]*)\??(.*)$/s.exec(target) ?? [];
  const here: [Route, string][] = [];
  for (const route of routesOf(carrier)) {
    // An order of DialogTech is posted or not, as its client is set up.
    const isMethod = route.method === method || (route.buys && method === 'POST');
    const its = isMethod ? pathOf(route, path) : undefined;
    if (its !== undefined) here.push([route, its]);
  }
  if (here.length === 0) throw new Refused({ kind: 'not_found', text: 'The relay knows no call with this method and path.' });
  const day = header('x-didww-api-version');
  const version = day !== undefined && /^\d{4}-\d\d-\d\d$/.test(day) ? day : undefined;
  const named = header('telnum-attempt');
  if (named !== undefined) return purchase(behind, here, allowed, named, version);
  const sends = here.some(([route]) => route.method === 'POST' || route.method === 'PATCH');
  // Written anew, so that it says everything once.
  const json = sends && body !== '' ? object(body) : undefined;
  const those = here.filter(([route, its]) => !route.buys && fits(route, carrier, its, json));
  if (those.length === 0) throw invalid(here.some(([route]) => route.buys) ? NO_ATTEMPT : 'The body is not one of a call with this method and path.');
  const [route, its] = allowedOf(those, allowed);
  const written = queryOf(route, query);
  if (written === undefined) throw invalid(`\`${route.operation}\` does not have all of these parameters.`);
  const other = hidden(allowed, carrier, written);
  if (other !== undefined) {
    throw new Refused({ kind: 'not_enabled', text: `The relay does not allow \`${other}\`, whose objects the request wants by \`include\`.` });
  }
  const call = { operation: route.operation, target: its + written, ...(json !== undefined && { body: json }) };
  const request = { operation: route.operation, method: route.method, target: call.target, version, body: json && JSON.stringify(json) };
  return { call, id: undefined, target: call.target, request, version };
}

/** A purchase is what its attempt says: nothing else of the request is looked at. */
async function purchase(behind: Behind, here: [Route, string][], allowed: ReadonlySet<string>, text: string, version: string | undefined): Promise<Asked> {
  const said = object(text);
  const { id, operation } = said;
  const those = here.filter(([route]) => route.buys && route.operation === operation);
  if (those.length === 0) throw invalid('An attempt at this operation is not placed at this path.');
  const [route, target] = allowedOf(those, allowed);
  if (typeof id !== 'string' || !/^[!-~]{1,100}$/.test(id)) throw invalid("The attempt's `id` must have 1 to 100 visible characters.");
  // Before the owner's check sees it.
  const checked = await asked(behind, { check: said });
  if (isError(checked)) throw new Refused(checked[0]);
  const attempt = object(checked[1]);
  const shown = withNames(object(checked[1]), camelCase) as unknown as Attempt;
  return { call: { operation: route.operation, attempt: shown, target }, id, target, request: { attempt }, version };
}

/** The first of these operations that the owner allows. */
function allowedOf(those: [Route, string][], allowed: ReadonlySet<string>): [Route, string] {
  const found = those.find(([route]) => allowed.has(route.operation));
  if (found === undefined) throw new Refused({ kind: 'not_enabled', text: `The relay does not allow \`${those[0]?.[0].operation}\`.` });
  return found;
}

function object(text: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw invalid('This is not an object in JSON.');
}

function invalid(text: string): Refused {
  return new Refused({ kind: 'invalid_input', text });
}

/** No server reads a longer one. */
const LONGEST_TARGET = 16 * 1024;
const NO_ATTEMPT = "A purchase names its attempt in the header `Telnum-Attempt`, as telnum's clients without keys do. Nothing was bought.";
