import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('child.mjs', import.meta.url));

/** Starts one side of a figure in a process of its own. */
export async function startChild(file, role) {
  const child = fork(CHILD, [file, role], { execArgv: ['--expose-gc'] });
  let settle = null;
  const answer = () =>
    new Promise((resolve, reject) => {
      settle = ({ value, error }) => (error === undefined ? resolve(value) : reject(new Error(error)));
    });
  child.on('message', (message) => settle(message));
  child.on('exit', (code) => settle?.({ error: `the process of ${file} ended with ${code}` }));
  const ready = await answer();
  return {
    ready,
    ask(what, rest = {}) {
      const answered = answer();
      child.send({ ask: what, ...rest });
      return answered;
    },
    close() {
      child.removeAllListeners('exit');
      child.kill();
    },
  };
}
