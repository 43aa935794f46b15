import { core, errorOfCore } from './core.js';
import { lists, type Link } from './didww-lists.js';
import type { DidwwIncluded } from './types/didww.js';

/**
 * Links the objects of an answer to each other: its rows, or the one object that it is about, in the member of
 * this name, and what it includes. Such objects are in the list `of`. The core gives each link as a place in a
 * list of what is included, -1 for none; one that is not loaded is left out, and then the prototype answers.
 */
export function linked<Answer extends { included: DidwwIncluded }>(answer: Answer, about: keyof Answer & string, of: string = about): Answer {
  const included = answer.included as unknown as Record<string, LinkedObject[]>;
  const rows = answer[about] as LinkedObject | LinkedObject[];
  link(Array.isArray(rows) ? rows : [rows], of, included);
  for (const list in lists) link(included[list] ?? [], list, included);
  return answer;
}

type LinkedObject = Record<string, unknown>;

function link(rows: LinkedObject[], list: string, included: Record<string, LinkedObject[]>): void {
  if (rows.length === 0) return;
  const { links, prototype } = typeOf(list);
  for (const row of rows) {
    for (const { name, to } of links) {
      const place = row[name];
      const there = included[to] ?? [];
      if (Array.isArray(place)) row[name] = place.map((it: Place) => found(there, it, to));
      else if (place !== undefined) row[name] = found(there, place as Place, to);
    }
    Object.setPrototypeOf(row, prototype);
  }
}

/** Where an object is in its list; its id, where no list holds it: then its id is all that is known. */
type Place = number | string;

function found(list: LinkedObject[], place: Place, of: string): LinkedObject | undefined {
  if (typeof place === 'number') return list[place];
  return Object.assign(Object.create(typeOf(of).prototype) as LinkedObject, { id: place });
}

interface LinkedType {
  links: readonly Link[];
  prototype: object;
}

const types: Record<string, LinkedType> = {};

/** The type of what is in a list; made when first wanted, since most programs never see most types. */
function typeOf(list: string): LinkedType {
  const { type, links } = lists[list] as (typeof lists)[string];
  return (types[list] ??= { links, prototype: prototypeOf(type, links) });
}

/** What all objects of a type share: links that are not loaded, and a JSON form in which links are ids. */
function prototypeOf(type: string, links: readonly Link[]): object {
  // Named so that it prints by its name.
  const { prototype } = { [type]: class {} }[type] as { prototype: object };
  for (const { name, include } of links) {
    Object.defineProperty(prototype, name, {
      get() {
        // What the answer does not say is not none. A page came by the core, so it is loaded.
        throw errorOfCore(core.now?.notLoaded(name, include));
      },
    });
  }
  return Object.defineProperty(prototype, 'toJSON', {
    value(this: LinkedObject) {
      const json = { ...this };
      for (const { name } of links) json[name] = Object.hasOwn(this, name) ? ids(this[name]) : 'not_loaded';
      return json;
    },
  });
}

function ids(linked: unknown): unknown {
  if (Array.isArray(linked)) return linked.map(ids);
  return linked === undefined ? null : { id: (linked as { id: string }).id };
}

