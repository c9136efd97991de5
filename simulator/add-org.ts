import type { Simulator } from './index.js';
import { ProtocolError } from './kernel/errors.js';
import type { Fields, People } from './kernel/people.js';

/** What `backlot contract pull` keeps of the systems whose setup is a list of things that people type. */
const LISTS = [
  { path: /(?:^|\/)backlot\/intacct\/platform-objects\.json$/, system: 'intacct', type: 'PLATFORMOBJECT' },
  { path: /(?:^|\/)backlot\/intacct\/custom-fields\.json$/, system: 'intacct', type: 'CUSTOMFIELD' },
  { path: /(?:^|\/)backlot\/engagement\/custom-fields\.json$/, system: 'engagement', type: 'CustomField' },
] as const;

/**
 * Sets the three systems up as the files of an org say: those of a Salesforce DX project, and those that `backlot contract pull` wrote.
 * Gives a plain sentence for each that is not enforced.
 */
export function addOrg({ salesforce, engagement, intacct }: Simulator, files: ReadonlyMap<string, string>): readonly string[] {
  const people: Readonly<Record<'engagement' | 'intacct', People>> = { engagement: engagement.people, intacct: intacct.people };
  const notes = [...salesforce.addProject(files)];
  for (const { path, system, type } of LISTS) {
    for (const [file, text] of files) {
      if (path.test(file)) notes.push(...addList(people[system], type, file, text));
    }
  }
  return notes;
}

function addList(people: People, type: string, file: string, text: string): readonly string[] {
  const by = people.user('admin');
  const given = listIn(text);
  if (given === null || by === null) return [`${file} is not enforced: it is no list of maps`];
  return given.flatMap((fields, index) => {
    try {
      people.create(type, fields, by);
      return [];
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return [`${file}, item ${index + 1}, is not enforced: ${error.message}`];
    }
  });
}

function listIn(text: string): readonly Fields[] | null {
  try {
    const read: unknown = JSON.parse(text);
    const isList = Array.isArray(read) && read.every((each) => typeof each === 'object' && each !== null && !Array.isArray(each));
    return isList ? (read as Fields[]) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
