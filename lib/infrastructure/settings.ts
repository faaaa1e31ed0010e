import * as z from 'zod';

/**
 * What one deployment is. Each is a file of its own, `bin/settings/<deployment>.ts`, typed by
 * {@link DeploymentSettings} and parsed by {@link parseSettings} before anything is built.
 */

const domain = z
  .string()
  .regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/, 'must be a domain in lower case');

/** A name under which the site is reached, and the certificate for it, of ACM in the same region. */
const webAddress = z.strictObject({
  name: domain,
  certificateArn: z.string().regex(/^arn:aws[a-z-]*:acm:/, "must be a certificate's ARN"),
});

const arnOf = (service: string) =>
  z.string().regex(new RegExp(`^arn:aws[a-z-]*:${service}:`), `must be an ARN of ${service}`);

const settingsSchema = z
  .strictObject({
    /** Names the stack (`StrongWeeks-<deployment>`) and sets its metrics and mails apart from the others'. */
    deployment: z.string().regex(/^[a-z][a-z0-9]{1,14}$/, 'must be 2 to 15 lower-case letters and digits'),
    /** Only for trying things out: no mother gets a link of it, so it may do without a `webDomain`. */
    trial: z.boolean().default(false),
    /**
     * The day on which its first deployment succeeded. From then on the stack refuses to be deleted; before, a
     * first deployment that fails must be deleted by the next one.
     */
    deployedOn: z.iso.date().optional(),
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
    /** Where mails say that a reply goes, and whom the privacy notice names: somebody answers complaints there. */
    replyTo: z.email(),
    /** Who reads replies to lessons, and how long an answer may take. Left out, no letter invites one. */
    replies: z
      .strictObject({
        readBy: z
          .string()
          .max(60)
          .regex(/^[\p{L}\p{N}][\p{L}\p{N} .,'’-]*$/u, "must be letters, digits, spaces, . , ' or -"),
        withinDays: z.int().min(2).max(14),
      })
      .optional(),
    /** Stands at the foot of every mail (Q38). */
    postalAddress: z.string().min(10),
    /** Where alarms go. AWS mails it a link to confirm first. */
    alarmAddress: z.email(),
    /** Lessons and confirmations a second, all together: what SES granted, or less. The sandbox grants 1. */
    sendRatePerSecond: z.number().positive().max(10_000),
    /** Mails in 24 hours that SES granted. The sandbox grants 200. */
    dailyQuota: z.number().int().positive(),
    /** The site's own name. The links of every mail begin with it, and links work for ever. */
    webDomain: webAddress.optional(),
    /** Names that older mails still carry: they go on answering. */
    formerWebDomains: z.array(webAddress).default([]),
    /** Calls that web may always make at once, once the account's quota allows it (docs/runbook/deploy.md). */
    webConcurrency: z.number().int().min(5).max(1_000).optional(),
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
    /** What was reviewed, as `course programme` prints it. */
    reviewedHash: z.string().min(1).optional(),
    sendUnreviewed: z.literal('I accept that no clinician has reviewed this').optional(),
    /** A page of graphs in CloudWatch, and the metrics that only it shows: about 5 dollars a month. */
    dashboard: z.boolean().default(false),
    /**
     * After a restore: the table that the backup was restored to, in place of the stack's own
     * (docs/runbook/operate.md, "Restore").
     */
    restoredSubscribersTable: z.string().min(3).max(255).optional(),
    /**
     * After the loss of a stack: what it left behind, all of it, in place of new ones (docs/runbook/operate.md, "The stack
     * is gone").
     */
    adopted: z
      .strictObject({
        keyArn: arnOf('kms'),
        subscribersTable: z.string().min(3).max(255),
        suppressionsTable: z.string().min(3).max(255),
        tokenKeysSecretArn: arnOf('secretsmanager'),
        addressKeySecretArn: arnOf('secretsmanager'),
      })
      .optional(),
  })
  .superRefine((settings, check) => {
    const fromDomain = settings.from.address.split('@').at(-1);
    if (fromDomain !== settings.sendingDomain)
      check.addIssue({
        code: 'custom',
        path: ['from', 'address'],
        message: `must be at ${settings.sendingDomain}, the domain that signs the mail`,
      });
    const review = REVIEW_FIELDS.filter((field) => settings[field] !== undefined);
    if (review.length > 0)
      for (const field of REVIEW_FIELDS.filter((one) => !review.includes(one)))
        check.addIssue({
          code: 'custom',
          path: [field],
          message: `is missing: ${REVIEW_FIELDS.join(', ')} go together`,
        });
    if (!settings.trial && settings.webDomain === undefined)
      check.addIssue({
        code: 'custom',
        path: ['webDomain'],
        message: 'is missing: links in mails work for ever, so their host must be yours (or set trial: true)',
      });
    const addresses = {
      webDomain: [settings.webDomain ?? []].flat(),
      formerWebDomains: settings.formerWebDomains,
    };
    for (const [field, list] of Object.entries(addresses))
      if (list.some(({ certificateArn }) => certificateArn.split(':')[3] !== settings.region))
        check.addIssue({
          code: 'custom',
          path: [field, 'certificateArn'],
          message: `must be a certificate in ${settings.region}`,
        });
  });

const REVIEW_FIELDS = ['reviewedBy', 'reviewedJob', 'reviewedOn', 'reviewedHash'] as const;

/** Settings that cannot be deployed, in lines that each name file, field and remedy. */
export class WrongSettings extends Error {}

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
  throw new WrongSettings(lines.join('\n'), { cause: parsed.error });
}

/**
 * Refuses a review of another course than the one that is built: nobody would get a lesson, and nothing would say
 * why. `courseHash` is what the build worked out over all that is signed; `unsigned` names each part without a signature
 * that someone would read; a country that nobody needs is not offered instead (docs/rules/content.md#sign-off).
 */
export function checkReview(settings: Settings, courseHash: string, unsigned: readonly string[]): void {
  const { deployment, reviewedHash } = settings;
  if (reviewedHash === undefined) return;
  const parts = unsigned.map((line) => `\n  ${line}`).join('');
  if (reviewedHash !== courseHash)
    throw new WrongSettings(
      `bin/settings/${deployment}.ts: reviewedHash is ${reviewedHash}, and the course as it is built here has ${courseHash}: have what changed reviewed and write that, or build the course that was reviewed${parts}`,
    );
  if (parts !== '')
    throw new WrongSettings(
      `bin/settings/${deployment}.ts says that the course was reviewed, and signed.yaml lacks parts of it: have them signed, each under its name with the hash beside it${parts}`,
    );
}

/**
 * Refuses to put help numbers before mothers that nobody has rung for half a year (docs/rules/content.md#signs-and-routes).
 * A trial, a course that nobody has signed, and who accepts what is unreviewed may go without. `notRung`: a line each.
 */
export function checkNumbers(settings: Settings, notRung: readonly string[]): void {
  const { deployment, trial, reviewedHash, sendUnreviewed } = settings;
  if (trial || reviewedHash === undefined || sendUnreviewed !== undefined || notRung.length === 0) return;
  throw new WrongSettings(
    `bin/settings/${deployment}.ts: mothers would get numbers that nobody has checked:\n${notRung.join('\n')}`,
  );
}

/**
 * Parses the deployment that is `chosen`, or all. Throws when two of them would touch each other: the same name, or the
 * same sending domain in one account and region, where SES keeps a single identity for it. What else is wrong with one
 * that is not chosen is no reason to stop.
 */
export function parseDeployments(written: readonly DeploymentSettings[], chosen?: string): Settings[] {
  const taken = new Map<string, string>();
  for (const settings of written) {
    for (const claim of claimsOf(settings)) {
      const other = taken.get(claim);
      if (other !== undefined)
        throw new WrongSettings(
          `bin/settings/${settings.deployment}.ts: ${claim} is already taken by ${other}`,
        );
      taken.set(claim, settings.deployment);
    }
  }
  const built = written.filter(({ deployment }) => chosen === undefined || deployment === chosen);
  if (chosen !== undefined && built.length === 0)
    throw new WrongSettings(
      `there is no deployment ${chosen}: bin/app.ts knows ${written.map(({ deployment }) => deployment).join(', ')}`,
    );
  return built.map(parseSettings);
}

/** What only one deployment can have. */
function claimsOf({ deployment, account, region, ...settings }: DeploymentSettings): string[] {
  return [
    `the deployment name ${deployment}`,
    `${settings.sendingDomain} (${account ?? 'your account'}, ${region})`,
    ...[...(settings.webDomain ? [settings.webDomain] : []), ...(settings.formerWebDomains ?? [])].map(
      ({ name }) => name,
    ),
  ];
}
