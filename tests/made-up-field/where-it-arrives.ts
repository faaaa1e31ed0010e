import { days, forms } from '../../.build/words.js';
import { FORMS, preferencesForm } from '../../lambdas/web/body.ts';
import { courseOf } from '../../lambdas/wiring/course.ts';
import { fromItem } from '../../lib/adapters/dynamodb/item.ts';
import { profileFromItem, profileItem } from '../../lib/adapters/dynamodb/profile-item.ts';
import { signUpFromItem, signUpItem } from '../../lib/adapters/dynamodb/sign-up-item.ts';
import { preferencesView, signUpView } from '../../lib/adapters/pages/form-views.ts';
import { encodeEnrolMessage, parseEnrolMessage } from '../../lib/adapters/sqs/messages.ts';
import { exportLines } from '../../lib/cli/csv/export-lines.ts';
import { shownAbout } from '../../lib/domain/joining/fields.ts';
import { formShape } from '../../lib/domain/joining/form-shape.ts';
import { newRun } from '../../lib/domain/joining/new-run.ts';
import { applyChange } from '../../lib/domain/joining/preferences.ts';
import { readImportRow } from '../../lib/use-cases/operator/import-row.ts';
import { readPreferences } from '../../lib/use-cases/web/preferences-form.ts';
import { readSignUp } from '../../lib/use-cases/web/sign-up-form.ts';

/**
 * Run in a copy of the tree: follows one typed answer, `<input>=<answer>`, through every place that a field reaches, and
 * prints what each of them makes of it.
 */
const [input = '', answer = '', other = ''] = process.argv.slice(2);
const { countries } = courseOf();
const NOW = Date.parse('2026-10-12T09:00:00Z');
const typed = {
  ...{ email: 'ann@example.com', noDate: 'yes', country: 'GB', consent: 'yes' },
  [input]: answer,
};

const form = FORMS.signUp.parse(typed);
const signUp = readSignUp(courseOf(), form, NOW);
if (signUp.kind === 'invalid') throw new Error(JSON.stringify(signUp.problems));
const consent = { version: '1', hash: 'h', askedAt: NOW, page: '/', ip: '', userAgent: '', locale: '' };
const queued = { ...signUp.answers, signUpId: 'sign-up-1', at: NOW, expiresAt: NOW + 1, consent };
const message = parseEnrolMessage(encodeEnrolMessage({ kind: 'sign-up', signUp: queued }));
const waiting = signUpFromItem(signUpItem({ ...queued, id: 'sub-1', mailed: false }));
const record = profileFromItem(profileItem(newRun(courseOf(), waiting, NOW, 1), 1));
if (record.state !== 'active') throw new Error('a new run is not active');
const change = readPreferences(courseOf(), preferencesForm([]).parse({ [input]: other }), record, NOW);
const lines = await Array.fromAsync(exportLines(piecesOf(record), { format: 'jsonl', excel: false }));
const exported: Record<string, unknown> = JSON.parse(lines[0] ?? '{}');
const imported = readImportRow(
  courseOf(),
  Object.fromEntries(Object.entries(exported).map(([name, cell]) => [name, String(cell ?? '')])),
  NOW,
);

process.stdout.write(
  JSON.stringify({
    queued: 'signUp' in message && Object.entries(message.signUp),
    stored: Object.values(fromItem(profileItem(record, 1))),
    record: Object.entries(record),
    changed: change.kind === 'ok' && Object.entries(applyChange(courseOf(), record, change.change, NOW)),
    exported: Object.entries(exported),
    imported: imported.kind === 'ok' && Object.entries(imported.row.answers),
    signUpPage: signUpView(
      {
        ...{ kind: 'sign-up', quiet: false, typed: form, problems: {}, limited: false },
        ...{ now: NOW, shownAt: NOW },
      },
      {
        ...{ asked: null, consent: { version: '1', text: '', hash: '' } },
        ...{ countries, form: formShape(courseOf()), words: forms },
      },
    ).fields.map(({ name, value }) => [name, value]),
    preferencesPage: preferencesView(
      {
        kind: 'preferences',
        view: {
          ...{ state: 'active', pausedUntil: null, next: null, level: null, pauses: [], hasBirthDate: false },
          ...{ country: 'GB', fields: shownAbout(record), unsubscribeUrl: '', linkPath: '' },
          ...{ exits: [], noBabyPath: '', weekUrl: 'https://course.example/week/t' },
        },
        ...{ typed: {}, problems: {}, saved: null },
      },
      { countries, form: formShape(courseOf()), words: forms, days },
    ).sections.flatMap(({ fields }) => fields.map(({ name, value }) => [name, value])),
  }),
);

async function* piecesOf<Piece>(piece: Piece): AsyncGenerator<Piece> {
  yield piece;
}
