import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { refuseStaleBuild, StaleBuildError } from '../../cli/stale-build.js';

const ROOT = join(import.meta.dirname, '..', '..');
/** What is built. */
export const DIST = join(ROOT, 'dist');
const MAIN = join(DIST, 'cli', 'main.js');

export type Ended = { readonly code: number | null; readonly signal: string | null; readonly out: string; readonly err: string };

/** Held by whoever builds: several test files need the build, and one must not clear away what another runs. */
const LOCK = join(DIST, 'building');
const LOOK_AGAIN_MS = 100;

/** Builds `dist` from the present sources, as `npm start` does, unless that was done already. */
export async function buildCommand(): Promise<void> {
  mkdirSync(dirname(LOCK), { recursive: true });
  while (!locks()) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  try {
    if (!isBuilt()) await promisify(execFile)('npm', ['run', '--silent', 'bundle'], { cwd: ROOT });
  } finally {
    rmSync(LOCK, { force: true });
  }
}

/** Whether the lock is ours now. One that was left by a process that is no more is taken away. */
function locks(): boolean {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (!isHeld()) rmSync(LOCK, { force: true });
    return false;
  }
}

function isHeld(): boolean {
  try {
    const holder = Number(readFileSync(LOCK, 'utf8'));
    // A file that was made this moment has no number in it yet.
    return holder === 0 || process.kill(holder, 0);
  } catch {
    return false;
  }
}

/** Whether every source is older than the build, and the build went to its end, which is code that V8 keeps for serving. */
function isBuilt(): boolean {
  if (!existsSync(MAIN) || !readdirSync(join(DIST, 'cli')).some((file) => file.includes('.serve.'))) return false;
  try {
    refuseStaleBuild(MAIN);
    return true;
  } catch (error) {
    if (error instanceof StaleBuildError) return false;
    throw error;
  }
}

/** `main` is another copy of the command. */
type Options = { readonly cwd?: string; readonly env?: Record<string, string>; readonly main?: string };

/** Starts the built command; what it was given in `env` comes on top. */
export function start(args: readonly string[], options: Options = {}): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [options.main ?? MAIN, ...args], {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, NO_COLOR: '1', ...options.env },
  });
}

/** Runs the built command to its end. */
export function run(args: readonly string[], options: Options = {}): Promise<Ended> {
  return ended(start(args, options));
}

/** Below the ports that systems give out by themselves, so that no other test is given one of them meanwhile. */
const PORTS = { from: 10_000, blocks: 2_000, size: 10 } as const;

let block = process.pid % PORTS.blocks;

/** The first of ten ports in a row that nobody listens on; every call gives others. */
export async function freePort(): Promise<number> {
  for (;;) {
    block = (block + 1) % PORTS.blocks;
    const first = PORTS.from + block * PORTS.size;
    const ports = Array.from({ length: PORTS.size }, (_each, index) => first + index);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return first;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, 'localhost', () => server.close(() => resolve(true)));
  });
}

export function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text;
  });
  return new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal, out, err })));
}

/** Presses Ctrl-C, and waits until the program says that it heard. */
export function interrupt(child: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((resolve) => {
    child.stderr.on('data', (text) => {
      if (String(text).includes('interrupted')) resolve();
    });
    child.on('close', () => resolve());
    child.kill('SIGINT');
  });
}

/** Waits until a program wrote something that matches. */
export function said(child: ChildProcessWithoutNullStreams, pattern: RegExp): Promise<string> {
  let out = '';
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (text) => {
      out += text;
      if (pattern.test(out)) resolve(out);
    });
    child.on('close', (code) => reject(new Error(`ended with ${code} before it said ${pattern}; it said: ${out}`)));
  });
}
