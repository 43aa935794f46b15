// The entry `telnum/journal`, for Node, Deno and Bun.
export { FileJournal } from './file-journal.js';
export { PostgresJournal, SqliteJournal } from './sql-journal.js';
