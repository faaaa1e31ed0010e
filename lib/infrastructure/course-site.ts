import { RemovalPolicy } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration, HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { Settings } from './settings.ts';

/**
 * The routes of docs/rules/data.md#routes, each with the calls a second that all readers together may make. Leaving
 * has none (Q20): whoever wants to go is never told to wait. What no route names gets the last one.
 */
const ROUTES: Readonly<Record<string, number | 'unthrottled'>> = {
  'ANY /unsubscribe/{token}': 'unthrottled',
  'ANY /signup': 20,
  'ANY /confirm/{token}': 50,
  'ANY /lesson/{token}': 100,
  'ANY /feedback/{token}/{answer}': 100,
  'ANY /preferences/{token}': 50,
  'ANY /preferences/{token}/link': 10,
  'ANY /pause/{token}/{weeks}': 50,
  'ANY /data/{token}': 10,
  'ANY /health': 10,
  $default: 100,
};

/** The same of her plan, which a function of its own answers. */
const TRAINING_ROUTES: Readonly<Record<string, number>> = {
  'ANY /week/{token}': 100,
  'ANY /weeks/{token}': 20,
  // Calendars ask by themselves, every few hours each.
  'ANY /calendar/{file}': 100,
};

/** What the log tells of a request: the route's key, never its path, which holds the token. */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  bytes: '$context.responseLength',
};

const PICTURES = 'ANY /pictures/{file}';
const PICTURES_PER_SECOND = 500;

interface CourseSiteProps {
  readonly webDomain: Settings['webDomain'];
  readonly formerWebDomains: Settings['formerWebDomains'];
}

/** The HTTP API: its address is known before the function that answers, which is told of it. */
export class CourseSite extends Construct {
  readonly url: string;
  /** What the DNS record of each name points to. */
  readonly dnsTargets: ReadonlyMap<string, string>;
  readonly api: apigateway.HttpApi;
  private readonly stage: apigateway.CfnStage;

  constructor(scope: Construct, id: string, props: CourseSiteProps) {
    super(scope, id);
    // Its own address is never switched off: mails that went before there was a name carry it.
    this.api = new apigateway.HttpApi(this, 'Api', { createDefaultStage: false });
    this.stage = this.openStage();
    const { webDomain, formerWebDomains } = props;
    const addresses = [...(webDomain ? [webDomain] : []), ...formerWebDomains];
    this.url = webDomain ? `https://${webDomain.name}` : this.api.apiEndpoint;
    this.dnsTargets = new Map(addresses.map((one) => [one.name, this.nameIt(one)]));
  }

  /** Hands what belongs to her plan to `training`, and every other request to `web`. */
  answerBy({ web, training }: Record<'web' | 'training', lambda.IFunction>): void {
    const toWeb = new HttpLambdaIntegration('Web', web, { scopePermissionToRoute: false });
    for (const key of Object.keys(ROUTES)) this.route(key, toWeb);
    const toTraining = new HttpLambdaIntegration('Training', training, { scopePermissionToRoute: false });
    for (const key of Object.keys(TRAINING_ROUTES)) this.route(key, toTraining);
  }

  /** Hands requests for pictures to where they are kept. */
  showPictures(url: string): void {
    this.route(PICTURES, new HttpUrlIntegration('Pictures', `${url}/{file}`));
    this.stage.routeSettings = routeSettings({
      ...ROUTES,
      ...TRAINING_ROUTES,
      [PICTURES]: PICTURES_PER_SECOND,
    });
  }

  private route(key: string, integration: apigateway.HttpRouteIntegration): void {
    const route = new apigateway.HttpRoute(this, `Route ${key}`, {
      httpApi: this.api,
      routeKey: routeKey(key),
      integration,
    });
    acknowledge(route, {
      'AwsSolutions-APIG4': 'The site is public; what a link may do is decided by the token in it.',
    });
    // A stage cannot throttle a route that does not exist yet.
    this.stage.node.addDependency(route);
  }

  private openStage(): apigateway.CfnStage {
    const log = new logs.LogGroup(this, 'AccessLog', {
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    return new apigateway.CfnStage(this, 'Stage', {
      apiId: this.api.apiId,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: { destinationArn: log.logGroupArn, format: JSON.stringify(ACCESS_LOG) },
      routeSettings: routeSettings({ ...ROUTES, ...TRAINING_ROUTES }),
    });
  }

  /** Answers what the name's DNS record points to. */
  private nameIt({ name, certificateArn }: NonNullable<Settings['webDomain']>): string {
    // By its name, so that a name that becomes a former one stays the same resource.
    const domain = new apigateway.DomainName(this, `Domain ${name}`, {
      domainName: name,
      certificate: Certificate.fromCertificateArn(this, `Certificate ${name}`, certificateArn),
      securityPolicy: apigateway.SecurityPolicy.TLS_1_2,
    });
    new apigateway.CfnApiMapping(this, `Mapping ${name}`, {
      apiId: this.api.apiId,
      domainName: domain.name,
      stage: this.stage.ref,
    });
    return domain.regionalDomainName;
  }
}

function routeSettings(routes: typeof ROUTES) {
  const throttled = Object.entries(routes).flatMap(([key, perSecond]) =>
    perSecond === 'unthrottled'
      ? []
      : [[key, { ThrottlingRateLimit: perSecond, ThrottlingBurstLimit: perSecond * 2 }] as const],
  );
  return Object.fromEntries(throttled);
}

function routeKey(key: string): apigateway.HttpRouteKey {
  const [, path] = key.split(' ');
  return path === undefined
    ? apigateway.HttpRouteKey.DEFAULT
    : apigateway.HttpRouteKey.with(path, apigateway.HttpMethod.ANY);
}
