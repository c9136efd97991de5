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

/**
 * A vendor's own refusal. Each vendor subclasses it with what its error body needs and prints it in its `wire.ts`.
 * `code` is the vendor's error code as text: what `fails:` in a scenario is compared with, beside the message.
 */
export abstract class ProtocolError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = new.target.name;
  }
}
