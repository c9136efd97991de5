import type { WireResponse } from '../../kernel/wire.js';
import { refusal } from '../errors.js';
import { listEmailStats } from '../state/list-email-stats.js';
import { LIST_EMAILS } from '../v5/objects/emails.js';
import type { UnitCall } from '../v5/session.js';
import { json } from '../wire.js';
import { storedRecord } from './read-record.js';

/** GET /api/v5/objects/list-emails/:id/stats - what became of a list email. Source: Account Engagement API v5, "List Email: Stats". */
export function readListEmailStats(call: UnitCall): WireResponse {
  const email = storedRecord(call, LIST_EMAILS);
  if (email.isDeleted) throw refusal(109);
  return json(200, listEmailStats(call.state, email.id));
}
