import type { Instant } from '../../domain/calendar.ts';
import { latestAfter } from '../../domain/sending/rate.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RateStore } from '../../ports/rate-store.ts';

export interface SlotDeps {
  clock: Clock;
  rate: Pick<RateStore, 'reserve'>;
  settings: { sendRatePerSecond: number };
}

/**
 * Waits for a reserved moment. Where it is past already, because a store was slow or the machine stood still, another
 * one is reserved, so that no second ever holds more sends than the rate allows (Q10). `too-late`: none before `latest`.
 */
export async function waitForSlot(
  { clock, rate, settings }: SlotDeps,
  reserved: Instant,
  latest: Instant,
): Promise<'go' | 'too-late'> {
  const allowedMs = latestAfter(settings.sendRatePerSecond);
  let moment = reserved;
  for (;;) {
    if (moment > latest) return 'too-late';
    await waitUntil(clock, moment);
    if (clock.machineNow() <= moment + allowedMs) return 'go';
    const next = await rate.reserve(1, settings.sendRatePerSecond, clock.machineNow());
    moment = next.moments[0] ?? Number.POSITIVE_INFINITY;
  }
}

export async function waitUntil(clock: Clock, moment: Instant): Promise<void> {
  const early = moment - clock.machineNow();
  if (early > 0) await clock.wait(early);
}
