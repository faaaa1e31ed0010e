import type { Instant } from '../domain/calendar.ts';

/** What an AWS account says of itself and of one deployment in it. Each question throws when it may not be asked. */
export interface Account {
  mail(): Promise<MailStanding>;
  /** SES's words for the state of the domain's DKIM and MAIL FROM: `SUCCESS` when all is well. */
  identity(domain: string): Promise<{ dkim: string; mailFrom: string }>;
  /** The text of the domain's DMARC record, null without one. */
  dmarc(domain: string): Promise<string | null>;
  certificate(arn: string): Promise<{ status: string; until: Instant | null }>;
  /** Functions at work at once, all of the account together in this region. */
  concurrency(): Promise<number>;
  /** Whether each address that alarms go to has confirmed that it wants them. */
  alarmAddresses(topicArn: string): Promise<readonly ('confirmed' | 'pending')[]>;
  secret(id: string): Promise<{ turnedAt: Instant | null; rotates: boolean }>;
  table(name: string): Promise<{ recovers: boolean; protected: boolean }>;
  messages(queueUrl: string): Promise<number>;
  stack(): Promise<{ protected: boolean }>;
  /** Dollars of this month so far, of the whole account. */
  spent(month: { from: string; until: string }): Promise<number>;
}

/** What SES grants the account in this region. */
export interface MailStanding {
  plan: 'NONE' | 'ESSENTIALS' | 'PRO' | 'ENTERPRISE' | 'unknown';
  /** The plan of the next month, where another was chosen. */
  nextPlan: 'NONE' | 'ESSENTIALS' | 'PRO' | 'ENTERPRISE' | null;
  /** Out of the sandbox. */
  production: boolean;
  /** SES has not stopped the account. */
  sending: boolean;
  /** `HEALTHY`, `PROBATION` or `SHUTDOWN`. */
  standing: string;
  dailyQuota: number;
  ratePerSecond: number;
  sentInADay: number;
}
