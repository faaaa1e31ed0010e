import * as z from 'zod';

/**
 * What one deployment is. Each is a file of its own, `bin/settings/<deployment>.ts`, typed by
 * {@link DeploymentSettings} and parsed by {@link parseSettings} before anything is built.
 */

const domain = z
  .string()
  .regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/, 'must be a domain in lower case');

const settingsSchema = z
  .strictObject({
    /** Names the stack (`StrongWeeks-<deployment>`) and sets its metrics and mails apart from the others'. */
    deployment: z.string().regex(/^[a-z][a-z0-9]{1,14}$/, 'must be 2 to 15 lower-case letters and digits'),
    /** The 12-digit account. Left out, it is the one whose credentials deploy. */
    account: z
      .string()
      .regex(/^\d{12}$/, 'must be 12 digits')
      .optional(),
    region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS region, such as eu-west-2'),
    /** Signs the mail (DKIM); its DNS is yours. Of its own for each deployment: SES keeps one a region. */
    sendingDomain: domain,
    /** The true sender (Q38). The name never changes with the reader (Q26). */
    from: z.strictObject({
      name: z
        .string()
        .min(1)
        .max(60)
        .regex(/^[\p{L}\p{N} .'-]+$/u, "must be letters, digits, spaces, . ' or -"),
      address: z.email(),
    }),
    /** Someone reads it. */
    replyTo: z.email(),
    /** Stands at the foot of every mail (Q38). */
    postalAddress: z.string().min(10),
    /** Where alarms go. AWS mails it a link to confirm first. */
    alarmAddress: z.email(),
    /** Lessons and confirmations a second, all together: what SES granted, or less. The sandbox grants 1. */
    sendRatePerSecond: z.number().positive().max(10_000),
    /** Mails in 24 hours that SES granted. The sandbox grants 200. */
    dailyQuota: z.number().int().positive(),
    /** Serves the site under its own name. The certificate is one of ACM in the same region. */
    webDomain: z
      .strictObject({
        name: domain,
        certificateArn: z.string().regex(/^arn:aws[a-z-]*:acm:/, "must be a certificate's ARN"),
      })
      .optional(),
    /** Accepted sign-ups in an hour from one IPv4 address or IPv6 /64 (Q41). */
    signUpsPerHourPerNetwork: z.number().int().positive().default(60),
    /** Accepted sign-ups in an hour in all. */
    signUpsPerHour: z.number().int().positive().default(10_000),
    /** Get lessons before the course is reviewed: your own. */
    operatorAddresses: z.array(z.email()).default([]),
    /** The clinician who reviewed the course, and when. */
    reviewedBy: z.string().min(1).optional(),
    reviewedJob: z.string().min(1).optional(),
    reviewedOn: z.iso.date().optional(),
    /** What was reviewed, as `course check` prints it. */
    reviewedHash: z.string().min(1).optional(),
    sendUnreviewed: z.literal('I accept that no clinician has reviewed this').optional(),
    /** A page of graphs in CloudWatch, and the metrics that only it shows: about 5 dollars a month. */
    dashboard: z.boolean().default(false),
    /**
     * After a restore: the table that the backup was restored to, in place of the stack's own
     * (docs/runbook.md, "Restore").
     */
    restoredSubscribersTable: z.string().min(3).max(255).optional(),
  })
  .superRefine((settings, check) => {
    const fromDomain = settings.from.address.split('@').at(-1);
    if (fromDomain !== settings.sendingDomain)
      check.addIssue({
        code: 'custom',
        path: ['from', 'address'],
        message: `must be at ${settings.sendingDomain}, the domain that signs the mail`,
      });
    if ((settings.reviewedBy === undefined) !== (settings.reviewedOn === undefined))
      check.addIssue({
        code: 'custom',
        path: [settings.reviewedBy === undefined ? 'reviewedBy' : 'reviewedOn'],
        message: 'reviewedBy and reviewedOn go together',
      });
    if (settings.webDomain && settings.webDomain.certificateArn.split(':')[3] !== settings.region)
      check.addIssue({
        code: 'custom',
        path: ['webDomain', 'certificateArn'],
        message: `must be a certificate in ${settings.region}`,
      });
  });

/** What a file in `bin/settings/` holds. */
export type DeploymentSettings = z.input<typeof settingsSchema>;
/** The same, parsed: defaults filled in. */
export type Settings = z.infer<typeof settingsSchema>;

/**
 * Parses what a settings file says. Throws one line for each wrong field, naming file and field:
 * `bin/settings/live.ts: from.address must be at mail.example.org, the domain that signs the mail`.
 */
export function parseSettings(written: DeploymentSettings): Settings {
  const parsed = settingsSchema.safeParse(written);
  if (parsed.success) return parsed.data;
  const file = `bin/settings/${written.deployment}.ts`;
  const lines = parsed.error.issues.map((issue) => `${file}: ${issue.path.join('.')} ${issue.message}`);
  throw new Error(lines.join('\n'), { cause: parsed.error });
}

/**
 * Parses all deployments of this app. Throws when two would touch each other: the same name, or the same
 * sending domain in one account and region, where SES keeps a single identity for it.
 */
export function parseDeployments(written: readonly DeploymentSettings[]): Settings[] {
  const deployments = written.map(parseSettings);
  const seen = new Map<string, string>();
  for (const { deployment, account, region, sendingDomain, webDomain } of deployments) {
    const claims = [
      `the deployment name ${deployment}`,
      `${sendingDomain} (${account ?? 'your account'}, ${region})`,
    ];
    if (webDomain) claims.push(webDomain.name);
    for (const claim of claims) {
      const other = seen.get(claim);
      if (other !== undefined)
        throw new Error(`bin/settings/${deployment}.ts: ${claim} is already taken by ${other}`);
      seen.set(claim, deployment);
    }
  }
  return deployments;
}
