/** The field of the form that people do not see, under a name that no password manager knows (Q41). */
export const HONEYPOT = 'extra_q7x';
/** Forms on other sites may still have the first one. */
export const HONEYPOTS = [HONEYPOT, 'website'] as const;
