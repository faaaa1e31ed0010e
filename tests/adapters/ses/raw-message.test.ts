import { randomBytes } from 'node:crypto';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { expect, test } from 'vitest';
import { writesMailsItself } from '../../../lib/adapters/ses/raw-message.ts';
import { accepts, fakeSes } from '../../fake-ses.ts';

const CREDENTIALS = { accessKeyId: 'key', secretAccessKey: 'secret' };
const FIELDS = {
  Source: 'hello@strongweeks.example',
  Destinations: ['maya+lessons@example.com'],
  Tags: [{ Name: 'attempt', Value: 'a-1' }],
  ConfigurationSetName: 'lessons',
};

test('the request says what the SDK would have said, for mails of any bytes', async () => {
  await using ses = await fakeSes(accepts);
  const settings = { endpoint: ses.endpoint, region: 'eu-west-2', credentials: CREDENTIALS };
  const theirs = new SESClient(settings);
  const ours = new SESClient(settings);
  const rawMessage = writesMailsItself(ours);
  for (const length of [0, 1, 2, 3, 500, 40_000]) {
    const mail = randomBytes(length);
    await theirs.send(new SendRawEmailCommand({ ...FIELDS, RawMessage: { Data: mail } }));
    await ours.send(new SendRawEmailCommand({ ...FIELDS, RawMessage: rawMessage(mail) }));
    const [one, other] = ses.posts.splice(0);
    expect([...(other?.form ?? [])]).toEqual([...(one?.form ?? [])]);
    expect(other?.form.get('RawMessage.Data')).toBe(mail.toString('base64'));
  }
});

test('mails sent side by side do not change places', async () => {
  await using ses = await fakeSes(accepts);
  const client = new SESClient({ endpoint: ses.endpoint, region: 'eu-west-2', credentials: CREDENTIALS });
  const rawMessage = writesMailsItself(client);
  const people = Array.from({ length: 20 }, (_, at) => `mother-${at}@example.com`);
  await Promise.all(
    people.map((to) =>
      client.send(
        new SendRawEmailCommand({ Destinations: [to], RawMessage: rawMessage(Buffer.from(`for ${to}`)) }),
      ),
    ),
  );
  expect(ses.posts.map(({ form, raw }) => raw === `for ${form.get('Destinations.member.1')}`)).toEqual(
    people.map(() => true),
  );
});

test('a request that lost its mail is not sent', async () => {
  await using ses = await fakeSes(accepts);
  const client = new SESClient({ endpoint: ses.endpoint, region: 'eu-west-2', credentials: CREDENTIALS });
  const rawMessage = writesMailsItself(client);
  const copy = { ...rawMessage(Buffer.from('a mail')) };
  await expect(client.send(new SendRawEmailCommand({ RawMessage: copy }))).rejects.toThrow(
    'without its mail',
  );
  expect(ses.posts).toEqual([]);
});
