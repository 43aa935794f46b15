// Vite: a server's bundle with everything inside.
export default { ssr: { noExternal: true } };
