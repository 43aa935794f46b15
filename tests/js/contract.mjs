// Runs the contract's entries on the package `telnum`, in any JavaScript runtime. tests/README.md says
// what an entry is; what differs between runtimes (printing, the server) is handed in.
import { attemptFromJson, DialogTech, Didww, IdtExpress, init, TelnumError } from 'telnum';
import { Emulator } from 'telnum/emulator';

import { atLeast, camel, canonical, canonicalText, exactly, Wrong } from './compare.mjs';
import { BARE, CALLS, PLAIN, WALKS } from './operations.mjs';

const MEMBERS = {
  entry: ['name', 'about', 'decides', 'needs', 'http', 'emulator', 'client', 'before', 'script', 'call', 'expect', 'requests', 'slept', 'ledger', 'logs', 'conceals'],
  call: ['operation', 'arguments', 'timeout'],
  expect: ['value', 'includes', 'error', 'error_says', 'cancelled', 'info'],
};
/** The client of the carrier that an entry's name begins with, and the keys that an emulator takes. */
const CARRIERS = {
  idt: { Client: IdtExpress, method: 'idtExpress', keys: { apiKey: 'emulator-key', apiSecret: 'emulator-secret' } },
  dt: { Client: DialogTech, method: 'dialogTech', keys: { accessKey: 'emulator-access-key', secretAccessKey: 'emulator-secret-access-key' } },
  dw: { Client: Didww, method: 'didww', keys: { apiKey: 'emulator-key' } },
};

/** Runs all entries; `server` is the emulator over HTTP, or text that says why there is none. */
export async function runAll(entries, { can, print, server }) {
  // So that a constructor can check its options at once, in browsers too.
  await init();
  const results = [];
  const record = async (entry, run) => {
    try {
      const skipped = await run();
      results.push(skipped ? { entry, outcome: 'skipped', reason: skipped } : { entry, outcome: 'passed' });
    } catch (failure) {
      const reason = failure instanceof Wrong ? failure.message : print(failure);
      results.push({ entry, outcome: 'failed', reason });
    }
  };
  for (const entry of entries) {
    const lacking = (entry.needs ?? []).find((need) => !can.includes(need));
    await record(entry.name, async () => lacking ?? run(entry, await inMemory(entry), print));
    if (!entry.http) continue;
    await record(`${entry.name} (http)`, async () => {
      if (typeof server === 'string') return server;
      return lacking ?? run(entry, await overHttp(entry, server), print);
    });
  }
  return results;
}

async function inMemory({ name: entry, emulator: { seed = 7, switches = {} } = {} }) {
  const emulator = await Emulator.create({ seed });
  for (const [name, value] of Object.entries(switches)) emulator.set(name, value);
  return {
    client: (options) => emulator[carrier(entry).method](options),
    script: (steps) => emulator.script(steps),
    advance: (seconds) => emulator.advance(seconds),
    requests: () => emulator.requests,
    ledger: () => emulator.ledger.map(canonical),
    slept: () => emulator.sleeps,
  };
}

async function overHttp({ name, emulator: { seed = 7, switches = {} } = {} }, server) {
  await server.ask('POST', 'reset', { seed, switches });
  const { Client, keys } = carrier(name);
  return {
    client: (options) => new Client({ baseUrl: server.url, ...keys, ...options }),
    script: (steps) => server.ask('POST', 'script', steps),
    advance: (seconds) => server.ask('POST', 'clock', { advance_s: seconds }),
    requests: async () => (await server.ask('GET', 'requests')).requests,
    ledger: async () => (await server.ask('GET', 'ledger')).ledger,
  };
}

async function run(entry, world, print) {
  known(entry, MEMBERS.entry);
  known(entry.call, MEMBERS.call);
  known(entry.expect, MEMBERS.expect);
  const { events, logger } = journal();
  if (entry.call.operation === 'build') {
    const { Client } = carrier(entry.name);
    const end = await ending(() => ({ value: null, client: new Client({ ...options(entry.client), logger }) }));
    compareEnd(entry, end);
    return conceals(entry, [end.client, end.error, events], print);
  }
  const client = world.client({ ...options(entry.client), logger });
  for (const { call, fails, script, advance } of entry.before ?? []) {
    if (call !== undefined) await perform(client, call);
    else if (script !== undefined) await world.script(script);
    else if (advance !== undefined) await world.advance(advance);
    else if (!((await ending(() => perform(client, fails))).error instanceof TelnumError)) throw new Wrong('before: it did not fail');
  }
  const earlier = (await world.requests()).length;
  const loggedEarlier = events.length;
  const sleptEarlier = world.slept?.().length;
  if (entry.script !== undefined) await world.script(entry.script);

  const end = await (entry.expect.cancelled ? cancelled(entry, client, world, earlier) : ending(() => perform(client, entry.call)));
  const requests = (await world.requests()).slice(earlier);
  compareEnd(entry, end);
  if (entry.requests !== undefined) compareRequests(entry.requests, requests);
  if (entry.slept !== undefined && world.slept !== undefined) exactly(entry.slept, world.slept().slice(sleptEarlier), 'slept');
  if (entry.ledger !== undefined) atLeast(entry.ledger, await world.ledger(), 'ledger');
  if (entry.logs !== undefined) atLeast(entry.logs, events.slice(loggedEarlier).map((event) => canonical({ ...event, text: canonicalText(event.text) })), 'logs');
  return conceals(entry, [client, end.error, requests, events], print);
}

/** A logger and the events that it was given. */
function journal() {
  const events = [];
  const keep = (level) => (text, event) => events.push(text === event.text && level === event.level ? event : { wrongly: level, event });
  return { events, logger: { debug: keep('debug'), info: keep('info'), warn: keep('warning') } };
}

/** Calls the public method; brings its value, and the metadata where the method has some. */
async function perform(client, { operation, arguments: named = {}, timeout }, signal) {
  if (![CALLS, PLAIN, WALKS].flat().includes(operation)) throw new Wrong(`unknown operation ${operation}`);
  if (typeof named.filter === 'object' && named.filter !== null) named = { ...named, filter: renamed(named.filter) };
  const given = operation === 'place' ? attemptFromJson(JSON.stringify(named.attempt)) : renamed(named);
  const how = { signal, timeoutMs: timeout === undefined ? undefined : timeout * 1000 };
  const call = client[camel(operation)](...(BARE.includes(`${methodOf(client)}.${operation}`) ? [how] : [given, how]));
  if (WALKS.includes(operation)) {
    const value = [];
    for await (const item of call) value.push(item);
    return { value };
  }
  return PLAIN.includes(operation) ? { value: await call } : call.withResponse();
}

/** What the emulator calls a client. */
function methodOf(client) {
  return Object.values(CARRIERS).find(({ Client }) => client instanceof Client)?.method;
}

function carrier(entry) {
  return CARRIERS[entry.split('-')[0]];
}

async function ending(begin) {
  try {
    return await begin();
  } catch (error) {
    if (error instanceof Wrong) throw error;
    return { error };
  }
}

async function cancelled(entry, client, world, earlier) {
  const controller = new AbortController();
  const reason = new Error('given up');
  const end = ending(() => perform(client, entry.call, controller.signal));
  let ended = false;
  end.catch(() => {}).then(() => {
    ended = true;
  });
  for (let round = 0; (await world.requests()).length === earlier; round += 1) {
    if (ended) return end;
    if (round > 5000) throw new Wrong('the request was not seen');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  controller.abort(reason);
  return (await end).error === reason ? { cancelled: true } : end;
}

function compareEnd({ expect }, { value, info, error, cancelled }) {
  if (expect.cancelled) return check(cancelled === true, 'it was not cancelled');
  if (expect.error === undefined && expect.error_says === undefined) {
    if (error !== undefined) throw error;
    // Linked objects say by themselves what they are as JSON.
    const found = canonical(JSON.parse(JSON.stringify(value)));
    if ('value' in expect) exactly(expect.value, found, 'value');
    if ('includes' in expect) atLeast(expect.includes, found, 'value');
    if ('info' in expect) atLeast(expect.info, canonical(info), 'info');
    return undefined;
  }
  check(error !== undefined, `it ended well, with ${JSON.stringify(value)}`);
  if (!(error instanceof TelnumError)) throw error;
  const says = canonicalText(error.message);
  const details = error.details.map((it) => (it.origin === 'local' ? { ...it, detail: canonicalText(it.detail) } : it));
  atLeast(expect.error ?? {}, canonical({ ...error, text: says, details }), 'error');
  for (const text of expect.error_says ?? []) check(says.includes(text), `the error does not say ${text}: ${says}`);
  return check(!error.message.includes('\n'), `the error has more than one line: ${error.message}`);
}

function compareRequests(wanted, found) {
  check(wanted.length === found.length, `${found.length} requests, not ${wanted.length}`);
  for (const [index, { method, target, headers = {}, no_headers: absent = [], body, ...rest }] of wanted.entries()) {
    known(rest, []);
    const request = found[index];
    exactly(`${method} ${target}`, `${request.method} ${request.target}`, `request ${index}`);
    const sent = Object.fromEntries(request.headers.map((header) => [header.name, header.value]));
    atLeast(headers, sent, `request ${index}: headers`);
    for (const name of absent) check(!(name in sent), `request ${index} has a header ${name}`);
    if (body === undefined) exactly('', request.body, `request ${index}: body`);
    else exactly(body, typeof body === 'string' ? request.body : JSON.parse(request.body), `request ${index}: body`);
  }
}

function conceals({ conceals: secrets = [] }, things, print) {
  const printed = things.map((it) => `${it} ${print(it)} ${JSON.stringify(it)} ${it?.stack}`).join(' ');
  for (const secret of secrets) check(!printed.includes(secret), `${secret} shows in: ${printed}`);
}

function options({ timeout, headers, ...rest } = {}) {
  return { ...renamed(rest), ...(headers && { headers }), ...(timeout !== undefined && { timeoutMs: typeof timeout === 'number' ? timeout * 1000 : timeout }) };
}

function renamed(named) {
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [camel(name), value]));
}

function known(object, members) {
  const unknown = Object.keys(object).find((name) => !members.includes(name));
  if (unknown !== undefined) throw new Wrong(`unknown member ${unknown}`);
}

function check(right, text) {
  if (!right) throw new Wrong(text);
}
