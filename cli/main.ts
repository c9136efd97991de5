#!/usr/bin/env node
import { errandOf, loadProgram } from './load-program.js';

const { program, keepCode, isKept } = loadProgram(import.meta.dirname, errandOf(process.argv));
if (!isKept) process.on('exit', keepCode);
process.exitCode = await program.startUp(process.argv);
