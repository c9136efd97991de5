/** An error for the people who use backlot: what happened, to what, and in `hint` what to do next. `code` never changes. */
export abstract class BacklotError extends Error {
  abstract readonly code: string;
  constructor(
    message: string,
    readonly hint: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}
