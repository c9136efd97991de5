import { createServer } from 'node:http';
import { Caller } from './caller.mjs';
import { cpuUs, figure } from './figure.mjs';
import { startChild } from './process.mjs';

const CALLS = 1_500;

/** CPU of the serving process for one request, beside that of a bare `node:http` server with as many bytes to print. */
export function requests({ ours, bareReply, bareOurs, calls = CALLS, ...rest }) {
  return figure({
    unit: 'us',
    ...rest,
    async open(file) {
      const served = await open(file, 'ours');
      const sample = await served.caller.send(served.requests[0]);
      const reference = await open(file, 'bare', {
        type: sample.headers['content-type'] ?? 'text/plain',
        body: bareReply === undefined ? sample.body.toString() : bareReply(sample.body.toString()),
      });
      const asked = reference.requests ?? served.requests;
      // What is measured must be compiled.
      await served.caller.many(served.requests, calls * 2);
      await reference.caller.many(asked, calls * 2);
      return {
        round: async () => ({
          bare: await perCall(reference, asked, calls),
          ours: await perCall(served, served.requests, calls),
          mb: (await served.child.ask('usage')).rss / 2 ** 20,
        }),
        close: () => {
          for (const { child, caller } of [served, reference]) {
            caller.close();
            child.close();
          }
        },
      };
    },
    async inChild(role) {
      if (role === 'ours') return serving(await ours());
      if (bareOurs !== undefined) return serving(await bareOurs());
      return { serve: ({ reply }) => listen(bareListener(reply)) };
    },
  });
}

async function open(file, role, reply) {
  const child = await startChild(file, role);
  const { port, requests } = await child.ask('serve', { reply });
  return { child, requests, caller: new Caller(port) };
}

function serving({ listener, request, requests = [request] }) {
  return { serve: async () => ({ ...(await listen(listener)), requests }) };
}

async function listen(listener) {
  const server = createServer(listener);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: server.address().port };
}

/** What a server cannot do without: read the body, look a record up, print it. */
function bareListener({ type, body }) {
  const isJson = /json/.test(type);
  const records = new Map([['one', isJson ? JSON.parse(body) : body]]);
  return (request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      if (isJson && text.startsWith('{')) JSON.parse(text);
      const record = records.get('one');
      const printed = isJson ? JSON.stringify(record) : record;
      response.writeHead(200, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(printed) }).end(printed);
    });
  };
}

async function perCall({ child, caller }, asked, calls) {
  const { cpu: from } = await child.ask('usage');
  await caller.many(asked, calls);
  const { cpu: to } = await child.ask('usage');
  return cpuUs(from, to) / calls;
}
