import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { NoteStore } from '../../ports/note-store.ts';
import { conditional, type Database } from './client.ts';
import { textOf, toAttribute } from './item.ts';
import { noteFromItem, noteItem, noteKey } from './note-item.ts';
import { readable, scan } from './paging.ts';
import { answerOf, keyOf, read } from './profile-read.ts';
import { idOfKey, NOTE_PREFIX } from './table-shape.ts';

/** Lines of notes in DynamoDB: one write for a claim and one for what became of it. */
export function dynamoNoteStore(database: Database): NoteStore {
  const { client, tables } = database;
  const TableName = tables.subscribers;
  return {
    async get(id, note) {
      const item = await read(database, keyOf(id, noteKey(note)));
      return item === undefined ? null : noteFromItem(item);
    },
    async create(line) {
      const put = new PutItemCommand({
        TableName,
        Item: noteItem(line, 1),
        // Of two processes that send the same note one claims it.
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      return answerOf((await conditional(client.send(put))).kind === 'done');
    },
    async replace(line) {
      const put = new PutItemCommand({
        TableName,
        Item: noteItem(line, line.revision + 1),
        // Another wrote it since, or she left: a line is never made anew.
        ConditionExpression: 'n = :n',
        ExpressionAttributeValues: { ':n': toAttribute(line.revision) },
      });
      return answerOf((await conditional(client.send(put))).kind === 'done');
    },
    async delete({ id, note, revision }) {
      const gone = new DeleteItemCommand({
        TableName,
        Key: keyOf(id, noteKey(note)),
        // She left and came back meanwhile: the line that stands is another process's claim.
        ConditionExpression: 'n = :n',
        ExpressionAttributeValues: { ':n': toAttribute(revision) },
      });
      await conditional(client.send(gone));
    },
    all(unreadable) {
      const notes = {
        TableName,
        FilterExpression: 'begins_with(sk, :note)',
        ExpressionAttributeValues: { ':note': { S: NOTE_PREFIX } },
      };
      return readable(scan(database, notes), noteFromItem, (item) => unreadable(idOfKey(textOf(item, 'pk'))));
    },
  };
}
