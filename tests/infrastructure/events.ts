/** Events in the shapes that AWS's documents show, cut to what varies. */

/** HTTP API, payload format 2.0. */
export function httpEvent(
  method: string,
  path: string,
  { body, type, base64 = false }: { body?: string; type?: string; base64?: boolean } = {},
) {
  const time = new Date();
  return {
    version: '2.0',
    routeKey: `ANY ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers: {
      accept: 'text/html,application/xhtml+xml',
      host: 'abc123.execute-api.eu-west-2.amazonaws.com',
      'user-agent': 'Mozilla/5.0',
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-proto': 'https',
      ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
      ...(type === undefined ? {} : { 'content-type': type }),
    },
    requestContext: {
      accountId: '123456789012',
      apiId: 'abc123',
      domainName: 'abc123.execute-api.eu-west-2.amazonaws.com',
      domainPrefix: 'abc123',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'Mozilla/5.0' },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: `ANY ${path}`,
      stage: '$default',
      time: time.toISOString(),
      timeEpoch: time.getTime(),
    },
    isBase64Encoded: base64,
    ...(body === undefined ? {} : { body: base64 ? Buffer.from(body).toString('base64') : body }),
  };
}

export function sqsEvent(queue: string, bodies: readonly string[]) {
  return {
    Records: bodies.map((body, index) => ({
      messageId: `message-${index}`,
      receiptHandle: 'AQEBexample',
      body,
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: String(Date.now()),
        SenderId: 'AROAEXAMPLE:web',
        ApproximateFirstReceiveTimestamp: String(Date.now()),
      },
      messageAttributes: {},
      md5OfBody: 'd41d8cd98f00b204e9800998ecf8427e',
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:aws:sqs:eu-west-2:123456789012:${queue}`,
      awsRegion: 'eu-west-2',
    })),
  };
}

/** What SNS lays on the queue: its envelope around what SES published. */
export function snsNotification(message: object): string {
  return JSON.stringify({
    Type: 'Notification',
    MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
    TopicArn: 'arn:aws:sns:eu-west-2:123456789012:events',
    Subject: 'Amazon SES Email Event Notification',
    Message: JSON.stringify(message),
    Timestamp: new Date().toISOString(),
    SignatureVersion: '1',
    Signature: 'EXAMPLE',
    SigningCertURL: 'https://sns.eu-west-2.amazonaws.com/cert.pem',
    UnsubscribeURL: 'https://sns.eu-west-2.amazonaws.com/?Action=Unsubscribe',
  });
}

/** SES tells that it took a mail. */
export function sendEvent(form: URLSearchParams, messageId: string) {
  const { mail } = deliveryEvent(form, messageId);
  return { eventType: 'Send', mail, send: {} };
}

/** SES tells of a delivery, with the tags of the mail as it was sent. */
export function deliveryEvent(form: URLSearchParams, messageId: string) {
  const tags: Record<string, string[]> = {
    'ses:configuration-set': ['set'],
    'ses:operation': ['SendRawEmail'],
  };
  for (let at = 1; form.has(`Tags.member.${at}.Name`); at += 1)
    tags[String(form.get(`Tags.member.${at}.Name`))] = [String(form.get(`Tags.member.${at}.Value`))];
  const to = form.get('Destinations.member.1');
  const timestamp = new Date().toISOString();
  return {
    eventType: 'Delivery',
    mail: {
      timestamp,
      source: form.get('Source'),
      messageId,
      destination: [to],
      headersTruncated: false,
      headers: [],
      tags,
    },
    delivery: {
      timestamp,
      processingTimeMillis: 546,
      recipients: [to],
      smtpResponse: '250 2.6.0 Message received',
      reportingMTA: 'a8-53.smtp-out.amazonses.com',
    },
  };
}

/** EventBridge Scheduler hands over nothing but what a schedule says; ours say nothing. */
export const schedulerEvent = {};

/** The four calls that Secrets Manager makes for one turn. */
export function rotationEvents(secretId: string, version: string) {
  return ['createSecret', 'setSecret', 'testSecret', 'finishSecret'].map((Step) => ({
    Step,
    SecretId: secretId,
    ClientRequestToken: version,
  }));
}
