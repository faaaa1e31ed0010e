/** A row that could not be read so many times running is set aside. */
export const UNREADABLE_TRIES = 3;
