import { createWorld, type World } from '../../../../simulator/kernel/world.js';
import { idAt } from '../../../../simulator/salesforce/ids.js';
import { printPage } from '../../../../simulator/salesforce/soql/json.js';
import { setStage } from '../../../../simulator/salesforce/stage.js';
import { SalesforceOrg } from '../../../../simulator/salesforce/state.js';

/** The administrator of every org. */
export const USER = idAt('005', 1);

export type Answer = { totalSize: number; done: boolean; nextRecordsUrl?: string; records: Record<string, unknown>[] };

/** An org with helpers in the words of the tests: make records, ask queries. */
export class SoqlWorld {
  readonly world: World = createWorld();
  readonly org = new SalesforceOrg(this.world);

  constructor() {
    setStage(this.org);
  }

  create(type: string, fields: Record<string, unknown>): string {
    return this.org.create(this.org.schema.type(type)!, fields, { by: USER });
  }

  ask(text: string, options: { all?: boolean; user?: string; batchSize?: number } = {}): Answer {
    return JSON.parse(this.text(text, options)) as Answer;
  }

  /** The answer as it stands on the wire. */
  text(text: string, options: { all?: boolean; user?: string; batchSize?: number } = {}): string {
    const { all = false, user = USER, batchSize = 2_000 } = options;
    return printPage(this.org.soql.query(text, { userId: user, includesDeleted: all, batchSize }), '/services/data/v62.0');
  }

  more(url: string, batchSize = 2_000): Answer {
    const page = this.org.soql.more(url.slice(url.lastIndexOf('/') + 1), USER, batchSize);
    return JSON.parse(printPage(page, '/services/data/v62.0')) as Answer;
  }

  /** The values of the first selected field, in order. */
  column(text: string, options: { all?: boolean } = {}): unknown[] {
    return this.ask(text, options).records.map((record) => Object.values(record)[1]);
  }

  /** What a query is refused with. */
  refusal(text: string): { code: string; message: string } {
    try {
      this.ask(text);
    } catch (error) {
      const { code, message } = error as { code: string; message: string };
      return { code, message };
    }
    throw new Error(`not refused: ${text}`);
  }
}
