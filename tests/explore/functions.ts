import { HOUR_MS, SECOND_MS } from '../../lib/domain/calendar.ts';
import type { Chance } from '../../lib/ports/chance.ts';
import type { MailEvent } from '../../lib/ports/mailer.ts';
import type { EnrolMessage, EventQueue, LessonMessage } from '../../lib/ports/queues.ts';
import type { CourseSettings } from '../../lib/ports/settings.ts';
import { type ImportRow, readImportRow } from '../../lib/use-cases/operator/import-row.ts';
import { importSubscribers } from '../../lib/use-cases/operator/import-subscriber.ts';
import { deliver } from '../../lib/use-cases/sending/deliver.ts';
import { dispatch } from '../../lib/use-cases/sending/dispatch.ts';
import { enrol } from '../../lib/use-cases/sending/enrol.ts';
import { reconcile } from '../../lib/use-cases/sending/reconcile.ts';
import { record } from '../../lib/use-cases/sending/record.ts';
import { webUseCases } from '../../lib/use-cases/web/web-use-cases.ts';
import { COURSE } from '../course.ts';
import type { FunctionPorts } from '../simulation/function-ports.ts';
import { identities, idOf, letters, silent, tokens } from '../simulation/ports.ts';

/** What she, or the operator, does. */
export type Act =
  | { kind: 'leave'; token: string }
  | { kind: 'change'; token: string; fields: Record<string, string> }
  | { kind: 'confirm'; token: string }
  | { kind: 'import'; address: string };

/** What a function is started with. */
export type Input =
  | { name: 'dispatch' | 'reconcile' }
  | { name: 'deliver'; messages: readonly LessonMessage[] }
  | { name: 'record'; event: MailEvent }
  | { name: 'enrol'; message: EnrolMessage }
  | { name: 'leave' | 'change' | 'confirm' | 'import'; act: Act };
export type FunctionName = Input['name'];

export interface Ports extends FunctionPorts {
  chance: Chance;
  events: EventQueue;
}

/** No function runs longer. */
export const LONGEST_RUN_MS = 60 * SECOND_MS;
const SETTINGS: Omit<CourseSettings, 'sendRatePerSecond'> = {
  siteUrl: 'https://course.example',
  signUpsPerHourPerNetwork: 1_000,
  signUpsPerHourInAll: 1_000_000,
  mayReceive: 'everyone',
};
const COMMON = { course: COURSE, letters, tokens, log: silent, metrics: silent, identities };
/** Everyone explored is in the first shard, so that the others need not be read. */
const SHARDS_READ = 1;
const INDEX_LAG_MS = 5 * SECOND_MS;

/** Which of the messages it was given are to be shown again; an error means all of them. */
export async function startFunction(
  ports: Ports,
  input: Input,
  sendRatePerSecond: number,
): Promise<readonly boolean[]> {
  const settings = { ...SETTINGS, sendRatePerSecond };
  const common = { ...COMMON, ...ports, settings };
  const deadline = ports.clock.machineNow() + LONGEST_RUN_MS - 2 * SECOND_MS;
  switch (input.name) {
    case 'deliver': {
      const results = await deliver(common)(input.messages, deadline);
      return results.map(({ status }) => status === 'rejected');
    }
    case 'record':
      await record(common)(input.event);
      return [];
    case 'enrol':
      await enrol({ ...common, queue: ports.enrolQueue })(input.message);
      return [];
    case 'dispatch':
      await dispatch({
        ...{ ...common, queue: ports.lessonQueue },
        settings: { sendRatePerSecond, shards: SHARDS_READ, indexLagMs: INDEX_LAG_MS },
      })();
      return [];
    case 'reconcile':
      await reconcile({
        ...{ ...common, queue: ports.lessonQueue },
        settings: { sendRatePerSecond, shards: SHARDS_READ },
      })(deadline);
      return [];
    default:
      await doAct(ports, settings, input.act);
      return [];
  }
}

async function doAct(ports: Ports, settings: CourseSettings, act: Act): Promise<void> {
  const web = webUseCases({ ...COMMON, ...ports, settings });
  switch (act.kind) {
    case 'leave':
      await web.leave(act.token);
      return;
    case 'change':
      await web.changePreferences(act.token, act.fields);
      return;
    case 'confirm':
      await web.confirm(act.token);
      return;
    case 'import': {
      const candidate = { id: idOf(act.address), row: rowOf(act.address, ports.clock.now()) };
      const deps = { ...COMMON, ...ports, digest: (text: string) => `digest of ${text.length}` };
      await importSubscribers(deps, { confirmed: true, dryRun: false })([candidate]);
    }
  }
}

function rowOf(email: string, now: number): ImportRow {
  const reading = readImportRow(
    COURSE,
    {
      ...{ email, birthDate: '2025-11-03', country: 'GB', timeZone: 'Europe/London' },
      ...{ consentAt: new Date(now - HOUR_MS).toISOString(), consentText: 'Yes.', consentSource: 'a form' },
    },
    now,
  );
  if (reading.kind === 'rejected') throw new Error(reading.why);
  return reading.row;
}
