#!/usr/bin/env node
import { errandOf, loadProgram } from './load-program.js';

const { program, keepCode, isKept } = loadProgram(import.meta.dirname, errandOf(process.argv));
if (!isKept) process.on('exit', keepCode);
// As Node itself says when nothing is left to do and the command has not ended.
process.exitCode = 13;
void program.startUp(process.argv).then((code) => {
  process.exitCode = code;
});
