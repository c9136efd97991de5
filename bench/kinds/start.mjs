import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { DIST, figure } from './figure.mjs';
import { company100k } from './large.mjs';

const BARE = "require('node:http').createServer((request, response) => response.end('{}')).listen(PORT, '127.0.0.1')";
/** Ports that nothing else in a run uses. */
const PORT = 27_400;

/** CPU from the command to the first reply, beside a script that only listens. */
export function startFigure({ args, ...rest }) {
  return figure({
    unit: 'ms',
    bare: 'bare script',
    ...rest,
    async open() {
      const given = await args();
      const serve = () => firstReply([join(DIST, 'cli/main.js'), 'serve', '--port', String(PORT), ...given], '/_backlot/health');
      const bare = () => firstReply(['-e', BARE.replace('PORT', PORT)], '/');
      await serve();
      return {
        round: async () => {
          const [reference, ours] = [await bare(), await serve()];
          return { bare: reference.cpuMs, ours: ours.cpuMs, mb: ours.mb };
        },
        close: () => {},
      };
    },
  });
}

async function firstReply(args, path) {
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  while (!(await answers(path))) await new Promise((resolve) => setTimeout(resolve, 2));
  const used = usage(child.pid);
  child.kill('SIGKILL');
  await ended;
  return used;
}

function answers(path) {
  return new Promise((resolve) => {
    const asked = get({ host: '127.0.0.1', port: PORT, path, agent: false }, (reply) => {
      reply.resume();
      reply.on('end', () => resolve(true));
    });
    asked.on('error', () => resolve(false));
  });
}

/** CPU and memory of another process, as Linux tells them. */
function usage(pid) {
  const [, after] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const fields = after.split(' ');
  const [, kb] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return { cpuMs: (Number(fields[11]) + Number(fields[12])) * 10, mb: Number(kb) / 1_024 };
}

/** A snapshot file of a world with 100,000 accounts, as the control of a state file writes it. */
export async function makeSnapshot(path) {
  const { simulator } = await company100k();
  const { world } = simulator;
  const { cells, clock } = world.values();
  const tables = Object.fromEntries([...world.tables()].map(({ system, table }) => [`${system}.${table.name}`, [...table.rows()]]));
  const world100k = { backlot: 1, seed: world.seed, clock, cells: Object.fromEntries(cells), core: null, tables };
  const plain = `${path}.plain`;
  writeFileSync(plain, JSON.stringify(world100k));
  await rewritten(plain, path);
  rmSync(plain);
  return path;
}

/** The same world as `serve` itself writes it. */
async function rewritten(from, path) {
  const args = ['serve', '--port', String(PORT), '--seed-data', from, '--state', path];
  const child = spawn(process.execPath, [join(DIST, 'cli/main.js'), ...args], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  while (!(await answers('/_backlot/health'))) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill('SIGTERM');
  await ended;
}
