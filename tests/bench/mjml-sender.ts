import { lessonViewsFrom } from '../../lib/adapters/letters/letters.ts';
import { NO_PICTURES } from '../../lib/adapters/letters/pictures.ts';
import { sesMailer } from '../../lib/adapters/ses/mailer.ts';
import { systemClock } from '../../lib/adapters/system/clock.ts';
import type { Mailer } from '../../lib/ports/mailer.ts';
import {
  COURSE,
  EVERY_SESSION,
  letterFor,
  POSTAL_ADDRESS,
  readEdition,
} from '../adapters/letters/sample-letters.ts';
import { SENDER } from '../mail-builder.ts';
import { mjmlAtSendTime } from './suites/render.ts';

/** The same path, but for each mail MJML is compiled and filled before it is composed and sent. */
export function mjmlMailer(): Mailer {
  const mailer = sesMailer({
    sender: SENDER,
    configurationSet: 'lessons',
    maxSockets: 50,
    clock: systemClock(),
  });
  const views = lessonViewsFrom({
    course: COURSE,
    edition: readEdition,
    pictures: NO_PICTURES,
    postalAddress: POSTAL_ADDRESS,
    review: null,
  });
  const lessons = EVERY_SESSION.map((which) => views(letterFor(which)));
  let next = 0;
  return {
    async send(mail, sendBy) {
      const view = lessons[next++ % lessons.length];
      if (view === undefined) throw new Error('no lesson to write');
      return mailer.send({ ...mail, ...(await mjmlAtSendTime(view)) }, sendBy);
    },
  };
}
