import type { SubscriberStore } from '../../ports/subscriber-store.ts';
import type { Database } from './client.ts';
import { dueIndex } from './due-index.ts';
import { storedData } from './erase-and-export.ts';
import { textOf } from './item.ts';
import { readable, scan, segmentOf } from './paging.ts';
import { pendingChanges } from './pending-changes.ts';
import { claims } from './profile-claims.ts';
import { profileFromItem } from './profile-item.ts';
import { changes } from './profile-writes.ts';
import { settingAside } from './setting-aside.ts';
import { signUps } from './sign-ups.ts';
import { idOfKey, PROFILE } from './table-shape.ts';

/** Subscribers in DynamoDB. What each condition prevents stands beside it. */
export function dynamoSubscriberStore(database: Database): SubscriberStore {
  return {
    ...claims(database),
    ...changes(database),
    ...signUps(database),
    ...pendingChanges(database),
    ...storedData(database),
    ...dueIndex(database),
    ...settingAside(database),
    all: (unreadable, segment) =>
      readable(
        scan(database, {
          TableName: database.tables.subscribers,
          FilterExpression: 'sk = :profile',
          ExpressionAttributeValues: { ':profile': { S: PROFILE } },
          ...segmentOf(segment),
        }),
        profileFromItem,
        (item) => unreadable(idOfKey(textOf(item, 'pk'))),
      ),
  };
}
