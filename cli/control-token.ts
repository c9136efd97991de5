import { randomBytes } from 'node:crypto';

/** The token of the control API for one run: the one in the environment, else a new one. */
export function controlToken(): string {
  const given = process.env['BACKLOT_TOKEN'];
  return given === undefined || given === '' ? randomBytes(24).toString('base64url') : given;
}
