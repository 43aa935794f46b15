// Which operation a request is of; core/src/relay/route.rs says the same in Rust.
import { routes } from './relay-routes.js';
import type { Carrier } from './types/common.js';

/** The requests of an operation. */
export interface Route {
  readonly operation: string;
  readonly method: string;
  /** `/v1/dids/orders/{order_id}`. */
  readonly path: string;
  /** Whether it goes by way of an attempt. */
  readonly buys: boolean;
  /** The parameters of its query; those in brackets, such as `filter[id]`, by what is before. */
  readonly query: readonly string[];
}

/** Those of a carrier. */
export function routesOf(carrier: Carrier): Route[] {
  return routes[carrier].map((written) => {
    const [operation = '', method = '', path = '', ...query] = written.split(' ');
    const its = carrier === 'didww' ? ['filter', 'include', 'sort', 'fields', 'page'] : query;
    return { operation, method, path, buys: query[0] === 'buys', query: its };
  });
}

/** The path, written anew, where it is one of this operation's. What is not looked at goes nowhere. */
export function pathOf({ path }: Route, given: string): string | undefined {
  const parts = path.split('/');
  const segments = given.split('/');
  if (segments.length !== parts.length) return undefined;
  const written: string[] = [''];
  for (let at = 1; at < parts.length; at += 1) {
    const [part = '', segment = ''] = [parts[at], segments[at]];
    const id = part.startsWith('{') ? idIn(segment) : segment === part ? segment : undefined;
    if (id === undefined) return undefined;
    written.push(part.startsWith('{') ? encoded(id) : id);
  }
  return written.join('/');
}

/** The query, written anew; undefined where it has a parameter that the operation does not have. */
export function queryOf({ query }: Route, given: string): string | undefined {
  const pairs: string[] = [];
  for (const pair of given.split('&').filter((it) => it !== '')) {
    const [, before = '', after = ''] = /^([^=]*)=?(.*)$/s.exec(pair) ?? [];
    const [name, value] = [decoded(before), decoded(after)];
    if (name === undefined || value === undefined) return undefined;
    if (!/^[\w.[\]-]+$/.test(name) || !query.includes(name.split('[')[0] ?? '')) return undefined;
    pairs.push(`${encoded(name)}=${encoded(value)}`);
  }
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** Whether this body is one that the operation sends: some share their path, and do very different things. */
export function fits({ operation, method }: Route, carrier: Carrier, path: string, body: unknown): boolean {
  const hasBody = method === 'POST' || method === 'PATCH';
  if (!hasBody || body === undefined) return !hasBody;
  if (carrier !== 'didww') return (body as { preview?: unknown }).preview === true;
  const data = member(body, 'data');
  const attributes = member(data, 'attributes');
  const is = (name: string, value: unknown): boolean =>
    Object.keys(Object(attributes)).join() === name && member(attributes, name) === value && member(data, 'relationships') === undefined;
  // What the body says it is about is what the path says.
  const [, , type, id] = path.split('/');
  const isOf = (said: unknown, segment: string | undefined): boolean =>
    said === undefined || said === null || (segment !== undefined && decoded(segment) === said);
  if (!isOf(member(data, 'type'), type) || !isOf(member(data, 'id'), id)) return false;
  const trunk = member(member(attributes, 'configuration'), 'type');
  switch (operation) {
    case 'stop_renewing_did':
      return is('billing_cycles_count', 0);
    case 'terminate_did':
      return is('terminated', true);
    case 'restore_did':
      return is('terminated', false);
    case 'update_did':
      return member(attributes, 'terminated') === undefined;
    case 'create_sip_trunk':
      return trunk === 'sip_configurations';
    case 'create_pstn_trunk':
      return trunk === 'pstn_configurations';
    default:
      return true;
  }
}

/** As it stands in a path or a query: everything but letters, digits, `-`, `.`, `_` and `~` (RFC 3986, 2.3). */
export function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** What a segment names; nothing of what could reach another path, or be read in two ways. */
function idIn(segment: string): string | undefined {
  const id = decoded(segment);
  // eslint-disable-next-line no-control-regex
  return id === undefined || /^\.{0,2}$|[\0-\x1f\x7f-\x9f/\\%?#;]/.test(id) ? undefined : id;
}

/** What percent codes stand for. */
export function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** A member of its own. */
function member(object: unknown, name: string): unknown {
  return typeof object === 'object' && object !== null && Object.hasOwn(object, name) ? (object as Record<string, unknown>)[name] : undefined;
}
