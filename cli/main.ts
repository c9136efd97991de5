#!/usr/bin/env node
import { loadProgram } from './load-program.js';

const { program, keepCode, isKept } = loadProgram(import.meta.dirname);
if (!isKept) process.on('exit', keepCode);
process.exitCode = await program.startUp(process.argv);
