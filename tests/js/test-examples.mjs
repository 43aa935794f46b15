// Every example runs, in every runtime that has files and sockets, and on other platforms.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';

import { elsewhere, runIn, test } from './testing.mjs';
import { startServer } from './server.mjs';

const examples = readdirSync('examples').filter((name) => name.endsWith('.mjs'));

const STORY = /^node: \d+ countries, group \d+ at [\d.]+ \+ [\d.]+, preview 2, order \S+ delivered \(created > .*complete\), numbers \+\d+ \+\d+, deleted \+\d+; DialogTech \+1312\d{7} \+1312\d{7}; DIDWW order \S+ completed, \+49\d+ in Germany\n$/;

const DIDWW = /^Berlin: [\d.]+ once, [\d.]+ a month\n(\+49\d+) is held until \S+\norder \w+-\d+ is completed: it cost [\d.]+\ncalls to \1 go to the trunk office\n\1 ends on \S+\n$/;

for (const runtime of ['Node 20', 'Node 24', 'Deno', 'Bun', ...Object.keys(elsewhere)]) {
  test(`the examples run on ${runtime}`, async () => {
    assert.ok(examples.length >= 6, 'some are missing');
    const server = await startServer(process.env.TELNUM_EMULATOR);
    try {
      await server.ask('POST', 'reset', { seed: 7, switches: { didww_complete_after_s: 1 } });
      for (const name of examples) {
        const said = await runIn(runtime, `examples/${name}`, { env: { TELNUM_EMULATOR_URL: server.url } });
        if (name === 'buy.mjs') assert.match(said, /^node: order \S+ complete, 2 numbers: \+\d+, \+\d+\n$/);
        else if (name === 'didww.mjs') assert.match(said, DIDWW);
        else if (name === 'story.mjs') assert.match(said, STORY);
        else assert.notEqual(said, '');
      }
    } finally {
      server.stop();
    }
  });
}
