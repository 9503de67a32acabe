// Starts worker.ts when the server runs from its TypeScript sources (tests and benches), because worker threads do not inherit the
// loaders of the main thread. Not part of the package. RECOGNIZE_WORKER can name a bundle of worker.ts, which starts seven times faster.
const bundle = process.env.RECOGNIZE_WORKER;
if (!bundle) (await import('tsx/esm/api')).register();
await import(bundle || './worker.ts');
