import type { Path, SourceFile } from './document.js';
import { FileProblem } from './problem.js';
import type { Spot } from './spot.js';

/** A part of a file, or nowhere for steps that were written in TypeScript. */
export class Place {
  static readonly nowhere = new Place(null, []);

  constructor(
    private readonly source: SourceFile | null,
    readonly path: Path,
  ) {}

  sub(...steps: Path): Place {
    return this.source === null ? this : new Place(this.source, [...this.path, ...steps]);
  }

  /** The part beside this one, under the same map. */
  beside(key: string): Place {
    return this.source === null ? this : new Place(this.source, [...this.path.slice(0, -1), key]);
  }

  get file(): string | null {
    return this.source?.file ?? null;
  }

  get value(): Spot | null {
    return this.source?.valueAt(this.path) ?? null;
  }

  get key(): Spot | null {
    return this.source?.keyAt(this.path) ?? null;
  }

  /** A complaint about the value here. */
  problem(text: string, hint: string): FileProblem {
    return new FileProblem(text, hint, this.value);
  }

  /** A complaint about the key here. */
  keyProblem(text: string, hint: string): FileProblem {
    return new FileProblem(text, hint, this.key);
  }
}
