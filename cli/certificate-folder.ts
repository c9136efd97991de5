import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the certificate of `--https` and `--proxy`, and its authority, are kept. */
export function certificateFolder(): string {
  return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'backlot', 'tls');
}
