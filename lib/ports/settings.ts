/** What a deployment decides. Parsed once from the environment. */
export interface CourseSettings {
  siteUrl: string;
  sendRatePerSecond: number;
  signUpsPerHourPerNetwork: number;
  signUpsPerHourInAll: number;
  /** `everyone`, or before a review the operator's own addresses beside the SES simulator's (docs/rules/sending.md#held-lessons). */
  mayReceive: 'everyone' | readonly string[];
}
