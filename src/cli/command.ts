/** Input and output of a command. */
export interface Terminal {
  /** Writes a line of the result to standard output. */
  print(line: string): void;
  /** Writes a line of progress or an error to standard error. */
  note(line: string): void;
  /** Reads all of standard input. */
  read(): Promise<string>;
  /** Aborts when the process gets SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
}

export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  readonly help: string;
  /** @throws CommandError, RecognizeError */
  run(args: string[], terminal: Terminal): Promise<void>;
}

/** Ends a command with a message of one sentence. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** Of the process: 1 for a failure, 2 for wrong usage. */
  readonly exitCode: number;

  constructor(message: string, exitCode = 1, cause?: unknown) {
    super(message, { cause });
    this.exitCode = exitCode;
  }
}

/** The error for a command line that is wrong; exit code 2. */
export const usageError = (message: string): CommandError => new CommandError(message, 2);
