import type { ClientOptions } from './client-options.js';
import { core } from './core.js';
import { DialogTech, type DialogTechOptions } from './dialogtech.js';
import { Didww, type DidwwOptions } from './didww.js';
import { carriers as wasm } from './emulator-module.js';
import { configuration, isNamed } from './given.js';
import { Host, type Abilities, type Alarm, type Answer, type Platform, type Transport } from './host.js';
import { IdtExpress, type IdtExpressOptions } from './idt-express.js';
import type { WasmSource } from './init.js';
import { clientOptions, overHost } from './options.js';
import { platform } from './platform.js';
import { onAbort } from './signals.js';
import { camelCase, withNames } from './spelling.js';
import type { LedgerEntry, RecordedRequest } from './types/emulator.js';
import * as glue from './wasm/emulator.js';

export type * from './types/emulator.js';

/** How an emulator is made. */
export interface EmulatorOptions {
  /** Every choice of the carriers follows from it: a whole number from 0; 7 by default. */
  seed?: number | undefined;
  /** Where its .wasm comes from, where the host cannot load the package's own. */
  wasm?: WasmSource | undefined;
}

/**
 * The carriers in memory: for first steps without an account, and for your own tests.
 *
 * Clients made from it take its clock and its chance, so waiting takes no time and every run is the
 * same. With a journal that is kept, give each run a seed of its own: emulators of one seed make the same
 * attempt ids.
 *
 * ```ts
 * const emulator = await Emulator.create({ seed: 7 });
 * const client = emulator.idtExpress();
 * const order = await client.createOrder({ didGroupId: 16847, quantity: 3 });
 * ```
 */
export class Emulator {
  readonly #carriers: glue.Carriers;
  readonly #host: Host;

  private constructor(carriers: glue.Carriers) {
    // Scripts have no private constructors.
    if (!(carriers instanceof glue.Carriers)) throw configuration('An emulator is made by `await Emulator.create()`.');
    this.#carriers = carriers;
    this.#host = new Host(new EmulatorTransport(carriers), new EmulatorPlatform(carriers));
  }

  /**
   * An emulator, once its .wasm is loaded.
   *
   * @throws {ConfigurationError} if the seed is no whole number from 0, as a rejection
   */
  static async create(options: EmulatorOptions = {}): Promise<Emulator> {
    if (!isNamed(options)) throw configuration("An emulator's options must be one object, with `seed` and `wasm`.");
    const { seed = 7, wasm: source, ...others } = options;
    const [unknown] = Object.keys(others);
    if (unknown !== undefined) throw configuration(`\`${unknown}\` is no option of an emulator: \`seed\` and \`wasm\` are; switches are set with \`set\`.`);
    if (!Number.isSafeInteger(seed) || seed < 0) throw configuration('`seed` must be a whole number from 0.');
    // Both, so that a client made from it checks its options at once.
    const [{ Carriers }] = await Promise.all([wasm.load(source), core.load()]);
    return new Emulator(new Carriers(seed));
  }

  /** A client of the emulated IDT Express. */
  idtExpress(options: IdtExpressOptions = {}): IdtExpress {
    return new IdtExpress(this.#over(options));
  }

  /** A client of the emulated DialogTech. */
  dialogTech(options: DialogTechOptions = {}): DialogTech {
    return new DialogTech(this.#over(options));
  }

  /** A client of the emulated DIDWW. */
  didww(options: DidwwOptions = {}): Didww {
    return new Didww(this.#over(options));
  }

  /** The caller's options, and what they leave out. */
  #over(options: ClientOptions): object {
    return { base_url: 'http://emulator.localhost', ...clientOptions(options), [overHost]: this.#host };
  }

  /**
   * Scripts the answers to the next requests, in order; the emulator's README lists the steps.
   *
   * @throws {ConfigurationError} that names the step and what is wrong; then none was added
   */
  script(steps: readonly object[]): void {
    configure(() => this.#carriers.script(json(steps, 'steps')));
  }

  /**
   * Sets a named switch; the emulator's README lists them.
   *
   * @throws {ConfigurationError} that says what the switch takes, or which there are
   */
  set(switchName: string, value: unknown): void {
    if (typeof switchName !== 'string') throw configuration('`switchName` must be the name of a switch, as text.');
    configure(() => this.#carriers.set(switchName, json(value, switchName)));
  }

  /**
   * Moves the clock forward by so many seconds, and with it the life of orders.
   *
   * @throws {ConfigurationError} if that is no number from 0
   */
  advance(seconds: number): void {
    if (!Number.isFinite(seconds) || seconds < 0) throw configuration('`seconds` must be a number from 0.');
    this.#carriers.advance(seconds * 1000);
  }

  /** Milliseconds since 1970 began, by the emulator's clock. */
  get now(): number {
    return this.#carriers.now();
  }

  /** Every request that reached the carriers, secrets redacted. */
  get requests(): RecordedRequest[] {
    return this.#carriers.requests() as RecordedRequest[];
  }

  /** Every purchase that the carriers made. */
  get ledger(): LedgerEntry[] {
    // What is absent is left out, as everywhere.
    const known = (entry: object): object => Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null));
    return (this.#carriers.ledger() as object[]).map((entry) => withNames(known(entry), camelCase) as unknown as LedgerEntry);
  }

  /** Every pause that its clients made, in milliseconds. */
  get sleeps(): number[] {
    return [...this.#carriers.sleeps()];
  }
}

class EmulatorTransport implements Transport {
  readonly #carriers: glue.Carriers;

  readonly abilities: Abilities = {
    freshConnection: true,
    provesNotSent: true,
    oneWireRequest: true,
    namesUserAgent: false,
  };

  constructor(carriers: glue.Carriers) {
    this.#carriers = carriers;
  }

  send(...[request, limits, signal]: Parameters<Transport['send']>): Promise<Answer> {
    const target = request.url.slice(request.url.indexOf('/', request.url.indexOf('://') + 3));
    return new Promise((resolve, reject) => {
      // Of the fault `never` nothing is told; then only the signal ends the wait.
      const forget = onAbort(signal, () => reject(signal?.reason));
      const settle = (answer: Answer): void => {
        forget();
        resolve(answer);
      };
      const receiver = {
        answered: (status: number, headers: string[], body: Uint8Array) => settle({ status, headers, body }),
        failed: (failure: 'broken', notSent: boolean, text: string) => settle({ failure, notSent, text }),
      };
      const { method, headers, body } = request;
      this.#carriers.send(method, target, headers, body, limits.timeoutMs, limits.maxBodyBytes, receiver);
    });
  }
}

class EmulatorPlatform implements Platform {
  readonly #carriers: glue.Carriers;

  constructor(carriers: glue.Carriers) {
    this.#carriers = carriers;
  }

  async sleep(milliseconds: number): Promise<void> {
    this.#carriers.sleep(milliseconds);
  }

  alarm(milliseconds: number): Alarm {
    // By the real clock: what is waited for is not the carriers' doing.
    return platform.alarm(milliseconds);
  }

  now(): number {
    return this.#carriers.now();
  }

  elapsed(): number {
    return this.#carriers.elapsed();
  }

  random(): number {
    return this.#carriers.random();
  }

  /** The keys that a client has where it is given none: for the emulator's own host, and for no other. */
  variable(name: string): string | undefined {
    return KEYS[name];
  }
}

const KEYS: Record<string, string | undefined> = {
  IDT_EXPRESS_API_KEY: 'emulator-key',
  IDT_EXPRESS_API_SECRET: 'emulator-secret',
  DIALOGTECH_ACCESS_KEY: 'emulator-access-key',
  DIALOGTECH_SECRET_ACCESS_KEY: 'emulator-secret-access-key',
  DIDWW_API_KEY: 'emulator-key',
};

/** As JSON; `undefined` is null there. */
function json(value: unknown, name: string): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch (thrown) {
    throw configuration(`\`${name}\` cannot be said in JSON (${String(thrown).split('\n')[0]}).`);
  }
}

function configure(run: () => void): void {
  try {
    run();
  } catch (thrown) {
    throw typeof thrown === 'string' ? configuration(thrown) : thrown;
  }
}
