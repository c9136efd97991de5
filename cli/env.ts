import { join } from 'node:path';
import { Command } from 'commander';
import { PROXY_OFFSET } from '../simulator/server/ports.js';
import { certificateFolder } from './certificate-folder.js';
import { DEFAULT_PORT, parsePort } from './options.js';
import { defaultPubSubEndpoint, defaultUrls, proxyVariables, variables } from './variables.js';

const AFTER = `
Example:
  $ eval "$(backlot env)" && curl -s "$SALESFORCE_URL/services/data"`;

/** `backlot env` prints the addresses and credentials as shell variables. */
export function envCommand(): Command {
  return new Command('env')
    .description('Print addresses and credentials of the stand-ins as shell variables.')
    .option('--port <first>', 'the first port that serve was given', parsePort, DEFAULT_PORT)
    .option('--https', 'addresses for serve --https')
    .option('--proxy', 'for serve --proxy: the proxy and the authority to trust, too')
    .option('--json', 'as JSON')
    .addHelpText('after', AFTER)
    .action(({ port, https, proxy, json }: { port: number; https?: true; proxy?: true; json?: true }) => {
      const through = proxy ? proxyVariables(`http://localhost:${port + PROXY_OFFSET}`, join(certificateFolder(), 'ca.pem')) : {};
      const values = { ...variables(defaultUrls(port, https ? 'https' : 'http'), defaultPubSubEndpoint(port)), ...through };
      process.stdout.write(json ? `${JSON.stringify(values, null, 2)}\n` : shellLines(values));
    });
}

function shellLines(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'\n`)
    .join('');
}
