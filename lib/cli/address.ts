import { parseAddress } from '../domain/joining/address.ts';
import type { SubscriberId } from '../domain/subscriber.ts';
import type { CourseServices } from './course-access.ts';
import { CommandFailure } from './terminal.ts';

/** The address as typed, and the id under which it is held. */
export async function readAddress(
  course: CourseServices,
  email: string,
): Promise<{ address: string; id: SubscriberId }> {
  const parsed = parseAddress(email);
  if (parsed === null) throw new CommandFailure(`${email} is not an email address`);
  return { address: parsed.address, id: await course.identities.idOf(parsed.normalised) };
}
