import { Agent, request } from 'node:http';

/** One kept-alive connection that sends a request after the other. */
export class Caller {
  #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(port) {
    this.port = port;
  }

  send({ method, path, query, headers, body }) {
    return new Promise((resolve, reject) => {
      const target = query === '' ? path : `${path}?${query}`;
      const length = body === '' ? {} : { 'content-length': Buffer.byteLength(body) };
      const sent = request(
        { agent: this.#agent, host: '127.0.0.1', port: this.port, method, path: target, headers: { ...headers, ...length } },
        (reply) => {
          const chunks = [];
          reply.on('data', (chunk) => chunks.push(chunk));
          reply.on('end', () => resolve({ status: reply.statusCode, body: Buffer.concat(chunks) }));
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close() {
    this.#agent.destroy();
  }
}
