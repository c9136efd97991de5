import { BacklotError } from '../src/model/errors.js';

/** The command was used wrongly. */
export class UsageError extends BacklotError {
  readonly code = 'USAGE';
}
