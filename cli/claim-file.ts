import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { UsageError } from './usage-error.js';

/** Who was told to stop may still be saving: so often, and so many milliseconds apart, it is waited for. */
const TRIES = 10;
const TRY_EVERY_MS = 150;

/**
 * Keeps other processes from writing a file that this one keeps. It is held by listening under a name made of the file's, so that
 * the machine lets go of it when the process ends, however it does. Errors: `UsageError`. Gives what lets go.
 */
export async function claimFile(file: string): Promise<() => void> {
  const name = socketName(file);
  for (let tries = TRIES; tries > 0; tries -= 1) {
    const server = await listenOn(name);
    if (server !== null) return () => void server.close();
    // Only a socket that is a file outlives its process.
    if (name.endsWith('.sock') && !(await answers(name))) await rm(name, { force: true });
    else await wait(TRY_EVERY_MS);
  }
  throw new UsageError(`${file} is kept by another process`, 'Stop that one first, or name another file: two would overwrite each other.');
}

function socketName(file: string): string {
  const name = `backlot-${createHash('sha256').update(wholePath(file)).digest('hex').slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`;
  return process.platform === 'win32' ? `\\\\?\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

/** One name for a file, whatever way leads to it; the file need not be there. */
function wholePath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    const path = resolve(file);
    return dirname(path) === path ? path : join(wholePath(dirname(path)), basename(path));
  }
}

/** Null when somebody listens there. Where nobody can, there is nothing to be held. */
function listenOn(name: string): Promise<Server | null> {
  return new Promise((found) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', ({ code }: NodeJS.ErrnoException) => found(code === 'EADDRINUSE' ? null : server));
    server.listen(name, () => found(server.unref()));
  });
}

function answers(name: string): Promise<boolean> {
  return new Promise((told) => {
    const socket = connect(name, () => {
      socket.destroy();
      told(true);
    });
    socket.once('error', () => told(false));
  });
}
