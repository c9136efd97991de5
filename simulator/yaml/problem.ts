import { BacklotError } from '../kernel/errors.js';
import { caretLines, type Spot, spotText } from './spot.js';

/** Something in a file that people write (a scenario, a probe) that cannot be understood: where it stands, what is wrong and what to write instead. */
export class FileProblem extends BacklotError {
  readonly code = 'FILE_PROBLEM';

  constructor(
    /** What is wrong, without the place. */
    readonly text: string,
    hint: string,
    readonly spot: Spot | null,
  ) {
    super(spot === null ? text : `${spotText(spot)} ${text}`, hint);
  }

  /** Message, line with caret, and hint, as the terminal shows them. */
  get report(): string {
    return [this.message, ...(this.spot === null ? [] : [caretLines(this.spot)]), ...(this.hint === '' ? [] : [`  ${this.hint}`])].join(
      '\n',
    );
  }
}
