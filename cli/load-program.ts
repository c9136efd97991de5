import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { constants, Script } from 'node:vm';

/** What the bundled command offers. */
export type Program = {
  readonly startUp: (argv: readonly string[]) => Promise<number>;
  /** What a thread does that plays scenarios for a run. */
  readonly workAtHome: () => Promise<void>;
};

export type LoadedProgram = {
  readonly program: Program;
  /** Keeps what V8 compiled so far for later runs; a folder that cannot be written to is no reason to fail. */
  readonly keepCode: () => void;
  /** Whether code of an earlier run was taken. */
  readonly isKept: boolean;
};

/** What is asked of the program: each has code of its own, for what V8 kept of the others would only weigh at a start. */
export type Errand = 'play' | 'serve';

/** The errand of a command line. */
export function errandOf(argv: readonly string[]): Errand {
  return argv[2] === 'serve' || argv[2] === 'exec' ? 'serve' : 'play';
}

/**
 * Loads the whole command as one script together with the code that V8 compiled in an earlier run: compiling it anew would cost a
 * short command more than everything else. The script's name has a hash of its content, the code's name Node's version, so
 * that neither can be taken for another; whatever does not fit V8 itself rejects, and compiles.
 */
export function loadProgram(folder: string, errand: Errand): LoadedProgram {
  const name = readdirSync(folder).find((entry) => /^program-.*\.cjs$/.test(entry));
  if (name === undefined) throw new Error(`no program in ${folder}; build it: npm run build`);
  const file = join(folder, name);
  const keptFile = join(folder, `${name}.${errand}.${process.version}-${process.arch}.code`);
  const kept = readIfThere(keptFile);
  // The build leaves a function with nothing but ASCII in it (see tsdown.config.ts): V8 keeps such a text once, and in half the memory.
  const script = new Script(readFileSync(file, 'latin1'), {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(kept === null ? {} : { cachedData: kept }),
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, folder);
  return {
    program: module.exports as Program,
    keepCode: () => keep(keptFile, script),
    isKept: kept !== null && script.cachedDataRejected === false,
  };
}

function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

/** Written beside and moved into place: another command may be reading. */
function keep(file: string, script: Script): void {
  const fresh = `${file}.${process.pid}`;
  try {
    writeFileSync(fresh, script.createCachedData());
    renameSync(fresh, file);
  } catch {
    // A read-only installation compiles each time.
  }
}
