import type { Decision, SyncError } from '../model/decision.js';
import type { Flow, Link } from '../model/record.js';

/**
 * What the core remembers, and all that survives a crash. Reads are from memory; writes are applied at once and are durable after
 * `flush`. The core flushes before it sends a command and at the end of each pass.
 */
export interface Journal {
  links(): readonly Link[];
  decisions(): readonly Decision[];
  syncErrors(): readonly SyncError[];
  flush(flow: Flow): Promise<void>;
}
