// What both entries export.
export { attemptFromJson, attemptToJson } from './attempt.js';
export { Call, type WithResponse } from './call.js';
export type { ClientOptions } from './client-options.js';
export * from './dialogtech.js';
export * from './didww.js';
export * from './error-classes.js';
export { TelnumError } from './error.js';
export * from './idt-express.js';
export { init, type WasmSource } from './init.js';
export type { Journal, JournalClaim, JournalOutcome } from './journal.js';
export type { Logger } from './logger.js';
export type { CallOptions } from './options.js';
export type { TokenSource } from './tokens.js';
export type * from './types/common.js';
export type * from './types/dialogtech.js';
export type * from './types/didww.js';
export type * from './types/idt-express.js';
