// What an `include` returns beside what was asked for; core/src/relay/include.rs says the same in Rust.
import { decoded, routesOf, type Route } from './relay-route.js';
import type { Carrier } from './types/common.js';

/**
 * The first operation whose objects a query wants and which is not allowed, as no other that reads them is: the trunk of
 * a DID, for example. The query was written anew by `queryOf`.
 */
export function hidden(allowed: ReadonlySet<string>, carrier: Carrier, query: string): string | undefined {
  const routes = routesOf(carrier);
  const readers = (link: string): string[] => routes.filter((it) => it.method === 'GET' && collection(it) === link).map((it) => it.operation);
  for (const pair of query.replace(/^\?/, '').split('&')) {
    const [name = '', paths = ''] = pair.split('=');
    if (!name.startsWith('include')) continue;
    for (const written of (decoded(paths) ?? '').toLowerCase().split(/[,.]/)) {
      const link = written.trim().replaceAll('-', '_');
      const links = [link, plural(link)];
      // Earlier versions of the API call trunks and their groups so.
      const those = [...links, ...links.map((it) => `voice_in_${it}`)].map(readers).find((it) => it.length > 0);
      if (those !== undefined && !those.some((it) => allowed.has(it))) return those[0];
    }
  }
  return undefined;
}

/** What a route is about: `voice_in_trunks` of `/v3/voice_in_trunks/{voice_in_trunk_id}`. */
function collection({ path }: Route): string | undefined {
  return path.split('/')[2];
}

/** How a link to one names its objects. */
function plural(link: string): string {
  if (link.endsWith('y')) return `${link.slice(0, -1)}ies`;
  return link.endsWith('x') ? `${link}es` : `${link}s`;
}
