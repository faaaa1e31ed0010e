import { randomBytes } from 'node:crypto';
import type { Chance } from '../../ports/chance.ts';

/** Random ids of 128 bits in base64url: 22 of [A-Za-z0-9_-], fit for an SES tag and a token. */
export const systemChance: Chance = {
  attemptId: () => randomBytes(16).toString('base64url'),
  signUpId: () => randomBytes(16).toString('base64url'),
  changeId: () => randomBytes(16).toString('base64url'),
};
