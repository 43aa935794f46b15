// The package as a module imports it, for a file that requires it.
export * as emulator from 'telnum/emulator';
export * as telnum from 'telnum';
