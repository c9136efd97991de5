import { loadProgram } from './load-program.js';

// A thread of `backlot run` for big suites: cli/workers.ts starts it.
loadProgram(import.meta.dirname, 'play').program.workAtHome();
