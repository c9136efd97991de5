import { expect, it } from 'vitest';
import { fetchTransport } from '../../cli/fetch-transport.js';
import type { PactInteraction } from '../../simulator/contract/pact/interactions.js';
import { type PactLibrary, writePacts } from '../../simulator/contract/pact/write-pacts.js';

const NOT_RECEIVED = 'Mock server failed: The following request was expected but not received';

/** A library whose server tells these faults, one a try, before it is content; and how often it was tried. */
function libraryWith(faults: string[]): { library: PactLibrary; tries: () => number } {
  let tries = 0;
  const step: object = new Proxy(
    {},
    {
      get: (_, name) =>
        name === 'executeTest'
          ? async () => {
              tries += 1;
              const fault = faults.shift();
              if (fault !== undefined) throw new Error(fault);
            }
          : () => step,
    },
  );
  const library = {
    PactV4: class {
      addInteraction = () => step;
    },
  };
  return { library: library as unknown as PactLibrary, tries: () => tries };
}

const INTERACTION = { system: 'salesforce', state: 's', description: 'd', request: { method: 'GET', path: '/' }, status: 200 };

const write = (library: PactLibrary) => writePacts(library, [INTERACTION as unknown as PactInteraction], 'nowhere', fetchTransport);

it('plays an interaction again whose request the library says that it missed', async () => {
  const { library, tries } = libraryWith([NOT_RECEIVED, NOT_RECEIVED]);
  expect(await write(library)).toEqual({ salesforce: 1 });
  expect(tries()).toBe(3);
});

it('believes it in the end', async () => {
  await expect(write(libraryWith(Array(9).fill(NOT_RECEIVED)).library)).rejects.toThrow(NOT_RECEIVED);
});

it('plays no interaction again that differs', async () => {
  const { library, tries } = libraryWith(['The following request was incorrect: Query']);
  await expect(write(library)).rejects.toThrow('incorrect');
  expect(tries()).toBe(1);
});
