// As `jest.mock('telnum')` does without a factory: reads every member of the package, and mocks it.
const assert = require('node:assert/strict');

const { ModuleMocker } = require(process.argv[2]);
const mocker = new ModuleMocker(globalThis);
for (const name of ['telnum', 'telnum/emulator']) {
  const real = require(name);
  const mock = mocker.generateFromMetadata(mocker.getMetadata(real));
  assert.deepEqual(Object.keys(mock).sort(), Object.keys(real).sort());
}
const { IdtExpress } = mocker.generateFromMetadata(mocker.getMetadata(require('telnum')));
assert.equal(new IdtExpress({}).listNumbers(), undefined);
assert.equal(IdtExpress.mock.calls.length, 1);
console.log('well');
