import * as z from 'zod';

/** `signed.yaml`: who signed which part, and as what. */
export const signatures = z.record(
  z.string(),
  z.strictObject({
    hash: z
      .string()
      .regex(/^[0-9a-f]{12,64}$/, 'the hash that `course check` prints: 12 letters and digits or more'),
    by: z.string().min(1),
    job: z.string().min(1),
    on: z.iso.date(),
  }),
);
export type Signatures = z.infer<typeof signatures>;
