#!/usr/bin/env node
import { text } from 'node:stream/consumers';
import { runCommand } from './run-command.ts';

/** Exit code after SIGPIPE, as shells use it: 128 + 13. */
const EXIT_PIPE_CLOSED = 141;

const controller = new AbortController();
process.once('SIGINT', () => controller.abort());
process.once('SIGTERM', () => controller.abort());

let outputFailure: number | undefined;
// A reader that has read enough, such as `head`, closes the pipe. After another error, such as a full disk, a part of the result is missing.
process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (outputFailure === undefined && code !== 'EPIPE')
    console.error(`The output cannot be written: ${message}`);
  outputFailure ??= code === 'EPIPE' ? EXIT_PIPE_CLOSED : 1;
  process.exitCode = outputFailure;
  controller.abort();
});
process.stderr.on('error', () => {});

const exitCode = await runCommand(process.argv.slice(2), {
  print: (line) => console.log(line),
  note: (line) => console.error(line),
  read: () => text(process.stdin),
  signal: controller.signal,
});
process.exitCode = outputFailure ?? exitCode;
