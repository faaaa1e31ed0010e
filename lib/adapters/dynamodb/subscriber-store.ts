import type { SubscriberStore } from '../../ports.ts';
import { changes } from './changes.ts';
import { claims } from './claims.ts';
import type { Database } from './client.ts';
import { dueIndex } from './due-index.ts';
import { holdings } from './holdings.ts';
import { profileFromItem } from './profile-item.ts';
import { scan, segmentOf } from './reading.ts';
import { signUps } from './sign-ups.ts';
import { PROFILE } from './table-shape.ts';

/** Subscribers in DynamoDB. What each condition prevents stands beside it. */
export function dynamoSubscriberStore(database: Database): SubscriberStore {
  return {
    ...claims(database),
    ...changes(database),
    ...signUps(database),
    ...holdings(database),
    ...dueIndex(database),
    async *all(segment) {
      for await (const item of scan(database, {
        TableName: database.tables.subscribers,
        FilterExpression: 'sk = :profile',
        ExpressionAttributeValues: { ':profile': { S: PROFILE } },
        ...segmentOf(segment),
      })) {
        yield profileFromItem(item);
      }
    },
  };
}
