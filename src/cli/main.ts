#!/usr/bin/env node
import { text } from 'node:stream/consumers';
import { run } from './run.ts';

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());

process.exitCode = await run(process.argv.slice(2), {
  print: (line) => console.log(line),
  note: (line) => console.error(line),
  read: () => text(process.stdin),
  signal: stop.signal,
});
