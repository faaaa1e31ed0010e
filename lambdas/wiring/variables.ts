import * as z from 'zod/mini';

/** Kinds of variables that several functions read. */

export const text = z.string().check(z.minLength(1));
export const tableName = z.string().check(z.minLength(3));
/** An address, or `Name <address>`. */
export const mailAddress = z.string().check(z.minLength(3));
export const perSecond = z.coerce.number().check(z.positive());
export const milliseconds = z.coerce.number().check(z.int(), z.nonnegative());
export const perHour = z.coerce.number().check(z.int(), z.positive());
