import { FIELD_INPUTS, SIGN_UP_INPUTS } from '../../lib/domain/joining/fields.ts';
import { HONEYPOTS } from '../../lib/domain/joining/honeypot.ts';
import { PREFERENCE_ACTIONS } from '../../lib/use-cases/web/preferences-form.ts';
import { form } from '../http/body.ts';

/** The forms of the site, each with its fields. */
export const FORMS = {
  signUp: form('email', ...SIGN_UP_INPUTS, 'consent', 'consentVersion', 'shownAt', ...HONEYPOTS),
  feedback: form('weeks', 'what'),
  data: form('do'),
  leaveLink: form('email'),
  /** A page with one button: the button says it all. */
  button: form(),
} as const;

/** The form of the preferences. Each reason to leave is asked for by its name. */
export function preferencesForm(exits: readonly string[]) {
  return form(...FIELD_INPUTS, ...PREFERENCE_ACTIONS, ...exits);
}
