// Places attempts with the journal in this file, by `require`: so many, or until that fails.
const { Emulator } = require('telnum/emulator');
const { FileJournal } = require('telnum/journal');
const { ConflictError } = require('telnum');

async function main(path, times) {
  const emulator = await Emulator.create();
  const [one, two] = [0, 0].map(() => emulator.idtExpress({ journal: new FileJournal(path) }));
  for (let turn = 0; turn < times; turn += 1) {
    const attempt = await one.prepareOrder({ didGroupId: 16847, quantity: 1 });
    await one.place(attempt);
    const ended = await two.place(attempt).catch((error) => error);
    console.log('placed', ended instanceof ConflictError && emulator.ledger.length === turn + 1 ? 'conflict' : ended);
  }
}

main(process.argv[2], Number(process.argv[3] ?? 1)).catch((error) => console.log(error.message));
