/** Where a command reads and writes. */
export interface Terminal {
  /** The result, to standard output. */
  print(text: string): void;
  /** What is beside the result, to standard error. */
  note(text: string): void;
  /** All of standard input. */
  read(): Promise<string>;
  /** Aborts when the person stops the command. */
  readonly signal: AbortSignal;
}

export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  readonly help: string;
  /** @throws Failure, RecognizeError */
  run(args: string[], terminal: Terminal): Promise<void>;
}

/** What ends a command: one sentence for the person. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly status: number;

  /** @param status of the process: 1 it failed, 2 it was called wrongly */
  constructor(sentence: string, status = 1, cause?: unknown) {
    super(sentence, { cause });
    this.status = status;
  }
}

export const misuse = (sentence: string): Failure => new Failure(sentence, 2);
