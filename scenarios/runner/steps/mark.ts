import { newName, text } from '../language/pieces.js';
import { verb } from '../language/verb.js';

/** Remembers this instant for `since`. */
export const mark = verb({
  name: 'mark',
  about: 'Remembers this instant for `since`.',
  form: newName,
  text: (form) => `marks "${form}"`,
  isCheck: true,
  scan: (form, sight) => sight.mark(form),
  act: (form, scene) => scene.names.mark(form, scene.stage.markNow()),
});

/** Narration for reports and the console. */
export const note = verb({
  name: 'note',
  about: 'Narration for reports and the console.',
  form: text,
  text: (form) => form,
  isCheck: true,
  act: () => {},
});
