// The door `backlot`: the whole as a library. `backlot/core` and `backlot/simulator` open onto single rooms.
export { createSimulator, type Simulator, type SimulatorOptions } from '../simulator/index.js';
export * from '../src/index.js';
export * from './runner/index.js';
