import { Agent, request } from 'node:http';

/** Connections kept open, as a client library with a small pool has them. */
const CONNECTIONS = 4;

/** Sends requests to a port, a few at a time. */
export class Caller {
  #agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  #number = 0;

  constructor(port) {
    this.port = port;
  }

  /** Sends so many of the requests, taken in turn. */
  async many(requests, times) {
    let left = times;
    const one = async () => {
      while (left > 0) {
        left -= 1;
        await this.send(requests[this.#number % requests.length]);
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, one));
  }

  async send(asked) {
    this.#number += 1;
    const { method, path, query = '', headers = {}, body = '' } = numbered(asked, this.#number);
    const reply = await this.#exchange(method, query === '' ? path : `${path}?${query}`, headers, body);
    if (reply.status >= 400) throw new Error(`${method} ${path}: status ${reply.status}: ${reply.body.toString().slice(0, 500)}`);
    return reply;
  }

  #exchange(method, path, headers, body) {
    return new Promise((resolve, reject) => {
      const length = body === '' ? {} : { 'content-length': Buffer.byteLength(body) };
      const options = { agent: this.#agent, host: '127.0.0.1', port: this.port, method, path, headers: { ...headers, ...length } };
      const sent = request(options, (reply) => {
        const chunks = [];
        reply.on('data', (chunk) => chunks.push(chunk));
        reply.on('end', () => resolve({ status: reply.statusCode, headers: reply.headers, body: Buffer.concat(chunks) }));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close() {
    this.#agent.destroy();
  }
}

function numbered(asked, number) {
  const fill = (text) => text?.replaceAll('{n}', number);
  return { ...asked, path: fill(asked.path), query: fill(asked.query), body: fill(asked.body) };
}
