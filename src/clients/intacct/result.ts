import { gatewayFailure } from './errors.js';
import type { GatewayResult } from './wire.js';

/** A result that succeeded. Errors: `VendorFailure` in the gateway's words when it did not. */
export function needSuccess(result: GatewayResult | undefined): GatewayResult {
  if (result?.status === 'success') return result;
  throw gatewayFailure(result?.errors ?? []);
}
