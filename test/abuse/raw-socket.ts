import { connect } from 'node:net';

/** Sends bytes as they are, piece by piece, and gives what came back until the connection ended; null when it never did. */
export function sendRaw(port: number, pieces: readonly (string | Buffer)[], patienceMs = 5_000): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const chunks: Buffer[] = [];
    const end = (told: string | null): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(told);
    };
    const timer = setTimeout(() => end(null), patienceMs);
    const heard = (): string => Buffer.concat(chunks).toString('latin1');
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', () => end(heard()));
    // A server that refuses early may reset what is still being sent.
    socket.on('error', () => end(heard()));
    socket.on('connect', () => {
      for (const piece of pieces) socket.write(piece);
    });
  });
}

/** The statuses of the replies in what came back. */
export function statusesIn(heard: string): readonly number[] {
  return [...heard.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status));
}
