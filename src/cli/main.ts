#!/usr/bin/env node
import { text } from 'node:stream/consumers';
import { runCommand } from './run-command.ts';

const controller = new AbortController();
process.once('SIGINT', () => controller.abort());
process.once('SIGTERM', () => controller.abort());

process.exitCode = await runCommand(process.argv.slice(2), {
  print: (line) => console.log(line),
  note: (line) => console.error(line),
  read: () => text(process.stdin),
  signal: controller.signal,
});
