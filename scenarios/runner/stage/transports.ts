import type { Simulator } from '../../../simulator/index.js';
import { directTransport } from '../../../simulator/server/direct.js';
import type { Transports } from './core-host.js';

/** How the core of a stage reaches the stand-ins; `close` ends what it opened. */
export type OpenTransports = { readonly transports: Transports; readonly close?: () => Promise<void> };

/** Opens transports to the stand-ins of one stage. */
export type TransportFactory = (simulator: Simulator) => OpenTransports | Promise<OpenTransports>;

/** The default: no network at all. Hosts are those of the default ports, so that every transport leaves the same trace. */
export const direct: TransportFactory = (simulator) => ({
  transports: {
    salesforce: directTransport(simulator.salesforce.standIn, 'localhost:4001'),
    engagement: directTransport(simulator.engagement.standIn, 'localhost:4002'),
    intacct: directTransport(simulator.intacct.standIn, 'localhost:4003'),
  },
});
