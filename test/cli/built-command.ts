import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const MAIN = join(ROOT, 'dist', 'cli', 'main.js');

export type Ended = { readonly code: number | null; readonly signal: string | null; readonly out: string; readonly err: string };

/** Builds `dist` from the present sources, as `npm start` does. */
export function buildCommand(): void {
  execFileSync('npm', ['run', '--silent', 'bundle'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Starts the built command; what it was given in `env` comes on top. */
export function start(
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [MAIN, ...args], { cwd: options.cwd ?? ROOT, env: { ...process.env, NO_COLOR: '1', ...options.env } });
}

/** Runs the built command to its end. */
export function run(args: readonly string[], options: { cwd?: string; env?: Record<string, string> } = {}): Promise<Ended> {
  return ended(start(args, options));
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
