import { HOUR_MS } from '../../domain/calendar.ts';
import { parseAddress } from '../../domain/joining/address.ts';
import { networkOf } from '../../domain/joining/network.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Identities } from '../../ports/identities.ts';
import type { LimitStore } from '../../ports/limit-store.ts';
import type { EnrolQueue } from '../../ports/queues.ts';
import type { CourseSettings } from '../../ports/settings.ts';

export interface LeaveLinkDeps {
  clock: Clock;
  identities: Identities;
  limits: Pick<LimitStore, 'take'>;
  enrolQueue: EnrolQueue;
  settings: Pick<CourseSettings, 'signUpsPerHourPerNetwork'>;
}

/**
 * Asks for a fresh link to leave by, where the one of her mail is damaged. It looks nobody up: the answer is the same
 * whoever the address belongs to (Q40).
 */
export function requestLeaveLink(deps: LeaveLinkDeps) {
  return async (email: string, ip: string): Promise<'sent' | 'invalid' | 'limited'> => {
    const address = parseAddress(email.trim());
    if (address === null) return 'invalid';
    const now = deps.clock.now();
    const network = await deps.identities.idOf(`leave network ${networkOf(ip)}`);
    const most = deps.settings.signUpsPerHourPerNetwork;
    if ((await deps.limits.take(`network#${network}`, most, HOUR_MS, now)) === 'exceeded') return 'limited';
    const id = await deps.identities.idOf(address.normalised);
    await deps.enrolQueue.send({ kind: 'leave-link', leaveLink: { id, at: now } });
    return 'sent';
  };
}
