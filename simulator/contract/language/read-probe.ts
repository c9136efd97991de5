import { readSource } from '../../yaml/document.js';
import { fitForm } from '../../yaml/forms.js';
import { Place } from '../../yaml/place.js';
import { FileProblem } from '../../yaml/problem.js';
import type { Part, Probe, ProbeStep } from '../types.js';
import { PARTS } from '../types.js';
import { type ProbeForm, probeForm } from './forms.js';
import { Names } from './names.js';
import { problemAt } from './problem-at.js';
import { readStep } from './read-step.js';

export type ProbeRead = { readonly probe: Probe } | { readonly problems: readonly FileProblem[] };

/** Files with probes end so; anything else that is YAML is a scenario. */
export const PROBE_FILE = /\.probe\.ya?ml$/;

/** Reads one probe, or says everything that is wrong with its file. */
export function readProbe(file: string, text: string): ProbeRead {
  try {
    return read(file, text);
  } catch (error) {
    if (error instanceof FileProblem) return { problems: [error] };
    throw error;
  }
}

function read(file: string, text: string): ProbeRead {
  const source = readSource(file, text, 'Begin with `probe: …`, one sentence that says what the vendor does.');
  const whole = new Place(source, []);
  const fitted = fitForm(probeForm, source.value);
  if ('misfits' in fitted) return { problems: fitted.misfits.map((misfit) => problemAt(whole, misfit)) };
  const form = fitted.data;
  const names = new Names();
  const problems: FileProblem[] = [];
  const parts = Object.fromEntries(PARTS.map((part) => [part, readPart(part, form, whole, names, problems)])) as Record<
    Part,
    readonly ProbeStep[]
  >;
  if (problems.length > 0) return { problems };
  return { probe: { ...headOf(form, file, whole), ...parts } };
}

function headOf(form: ProbeForm, file: string, whole: Place): Omit<Probe, Part> {
  const { probe, system, about, relies, allow, surface } = form;
  return {
    file,
    line: whole.sub('probe').key?.line ?? 1,
    title: probe,
    system,
    about: about?.trim() ?? null,
    relies: { rules: relies?.rules ?? [], scenarios: relies?.scenarios ?? [], routes: relies?.routes ?? [] },
    allow: allow ?? null,
    isOwnSurface: surface === 'backlot',
  };
}

function readPart(part: Part, form: ProbeForm, whole: Place, names: Names, problems: FileProblem[]): readonly ProbeStep[] {
  return (form[part] ?? []).flatMap((value, index) => {
    const read = readStep(value, whole.sub(part, index), { part, index, system: form.system, names });
    if ('step' in read) return [read.step];
    problems.push(...read.problems);
    return [];
  });
}
