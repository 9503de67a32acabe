// Starts worker.ts where the server runs from its TypeScript sources (tests, benches): loaders of the main thread do not reach
// worker threads. Not part of the package.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
