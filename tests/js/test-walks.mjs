// Walks over lists that change while they are read.
import assert from 'node:assert/strict';

import { Emulator } from 'telnum/emulator';

import { test } from './testing.mjs';

test('numbers that are deleted while they are listed hide no others', async () => {
  const emulator = await Emulator.create();
  emulator.set('seeded_numbers', 250);
  emulator.set('removed_listed_s', 0);
  const client = emulator.idtExpress();
  const released = new Set();
  for await (const { number } of client.numbers()) {
    released.add((await client.deleteNumber({ number })).number);
  }
  assert.equal(released.size, 250);
  assert.equal((await client.listNumbers()).numbers.length, 0);
});
