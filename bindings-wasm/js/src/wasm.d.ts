// What workerd and its bundlers make of a .wasm.
declare module '*.wasm' {
  const compiled: WebAssembly.Module;
  export default compiled;
}
