import { BacklotError } from '../model/errors.js';

/** What a journal kept cannot be what this version wrote. */
export class JournalDamagedError extends BacklotError {
  readonly code = 'JOURNAL_DAMAGED';
  constructor(what: string, why: string, cause?: unknown) {
    super(`${what} is damaged: ${why}`, 'Restore the file from a backup, or start with a new path: links are found again by their ids.', {
      cause,
    });
  }
}
