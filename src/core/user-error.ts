/**
 * An error that a user can meet. Its message is one line that says what is
 * wrong and what to do; it is printed as it stands, without a stack trace.
 */
export class UserError extends Error {
  override readonly name: string = 'UserError';

  /** What the process ends with. */
  readonly exitStatus: number;

  constructor(message: string, exitStatus = 1) {
    super(message);
    this.exitStatus = exitStatus;
  }
}

/** The command line makes no sense: exit status 2. */
export class UsageError extends UserError {
  override readonly name = 'UsageError';

  constructor(message: string) {
    super(message, 2);
  }
}
