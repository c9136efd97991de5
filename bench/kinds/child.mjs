// A process of its own for one side of a figure: told what to do by messages, one at a time.
const [file, role] = process.argv.slice(2);
const { default: figure } = await import(file);
const parts = await figure.inChild(role, (message) => process.send(message));

process.on('message', async ({ ask, ...rest }) => {
  try {
    process.send({ value: await (ask === 'usage' ? usage() : parts[ask](rest)) });
  } catch (error) {
    process.send({ error: error.stack });
  }
});
process.send({ value: parts.ready ?? null });

function usage() {
  return { cpu: process.cpuUsage(), rss: process.memoryUsage.rss() };
}
