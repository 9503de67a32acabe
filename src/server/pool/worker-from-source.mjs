// Starts worker.ts where the server runs from its TypeScript sources (tests, benches): loaders of the main thread do not reach
// worker threads. Not part of the package. RECOGNIZE_WORKER names a bundle of the same file, which starts seven times faster.
const bundle = process.env.RECOGNIZE_WORKER;
if (!bundle) (await import('tsx/esm/api')).register();
await import(bundle || './worker.ts');
