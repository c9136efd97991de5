import { InvalidArgumentError } from 'commander';

/** The first of the ports when nothing else is said. */
export const DEFAULT_PORT = 4000;
/** Ports taken from the first on; the fifth is for the Pub/Sub API. */
const PORTS = 5;

/** Reads `--port`. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535 - PORTS + 1) {
    throw new InvalidArgumentError(`write a port from 1 to ${65_535 - PORTS + 1}; it and the next four are used.`);
  }
  return port;
}

/** Reads `--seed`. */
export function parseSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seed)) throw new InvalidArgumentError('write a whole number, 0 or above.');
  return seed;
}

/** Reads a number of things, one or more. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d{1,9}$/.test(text) || count < 1) throw new InvalidArgumentError('write a whole number, 1 or above.');
  return count;
}

/** Collects an option that may be given several times, or as a list with commas. */
export function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...text.split(',').filter((part) => part !== '')];
}
