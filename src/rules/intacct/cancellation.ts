import { type IntacctConclusion, unlink } from './conclusions.js';

/**
 * What cancelling the subscription does to the records that were in step: they stay, and nobody knows any more who is who.
 *
 * Source:  Sage Intacct help, "Cancel an Intacct subscription": configuration and mappings are erased, records in both systems stay.
 * Assumed: the Intacct side's half of each link is a mapping; the Intacct ID in Salesforce is a value of its record. So a record
 *          that syncs again after resubscribing adopts its own customer (D-20).
 */
export function cancelled(links: number): IntacctConclusion {
  return unlink(['A.11', 'D-20'], 'subscription-cancelled', `the subscription was cancelled: ${links} links are forgotten`);
}
