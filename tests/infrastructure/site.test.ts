import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ofType, type Synthesised, someSettings, synthesise } from './synthesised.ts';

let stack: Synthesised;
beforeAll(() => {
  stack = synthesise();
});

const stageProperties = z.object({
  RouteSettings: z.record(z.string(), z.object({ ThrottlingRateLimit: z.number() })),
  DefaultRouteSettings: z.unknown().optional(),
  AccessLogSettings: z.object({ Format: z.string() }),
});

function stage() {
  const [, found] = ofType(stack.resources, 'AWS::ApiGatewayV2::Stage')[0] ?? [];
  return { ...stageProperties.parse(found?.Properties), dependsOn: found?.DependsOn };
}

/** Each route with what it leads to, as text. */
function targets(): [string, string][] {
  return ofType(stack.resources, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => [
    String(Properties['RouteKey']),
    JSON.stringify(Properties['Target']),
  ]);
}

function routeKeys(): unknown[] {
  return ofType(stack.resources, 'AWS::ApiGatewayV2::Route').map(
    ([, { Properties }]) => Properties['RouteKey'],
  );
}

describe('the site', () => {
  test('has every route of the public contract, and hands the rest to web', () => {
    expect(routeKeys().sort()).toEqual([
      '$default',
      'ANY /calendar/{file}',
      'ANY /confirm/{token}',
      'ANY /data/{token}',
      'ANY /feedback/{token}/{answer}',
      'ANY /health',
      'ANY /lesson/{token}',
      'ANY /pause/{token}/{weeks}',
      'ANY /preferences/{token}',
      'ANY /preferences/{token}/link',
      'ANY /signup',
      'ANY /unsubscribe/{token}',
      'ANY /week/{token}',
      'ANY /weeks/{token}',
    ]);
  });

  test('hands her plan to its own function, and nothing else', () => {
    const hers = ['ANY /calendar/{file}', 'ANY /week/{token}', 'ANY /weeks/{token}'];
    const [theirs, ...more] = new Set(
      targets()
        .filter(([key]) => hers.includes(key))
        .map(([, target]) => target),
    );
    expect(more).toEqual([]);
    expect(
      targets()
        .filter(([, target]) => target === theirs)
        .map(([key]) => key)
        .sort(),
    ).toEqual(hers);
  });

  test('throttles every route but the one to leave by', () => {
    const throttled = Object.keys(stage().RouteSettings);
    expect(routeKeys().filter((key) => !throttled.includes(String(key)))).toEqual([
      'ANY /unsubscribe/{token}',
    ]);
    expect(stage().DefaultRouteSettings).toBeUndefined();
  });

  test('is opened after its routes, or the gateway does not know what to throttle', () => {
    const routes = ofType(stack.resources, 'AWS::ApiGatewayV2::Route').map(([id]) => id);
    expect([stage().dependsOn].flat()).toEqual(expect.arrayContaining(routes));
  });

  test('logs a request by its route and so without the token, the reader or her address', () => {
    const { Format } = stage().AccessLogSettings;
    expect(Format).toContain('$context.routeKey');
    expect(Format).not.toMatch(/\$context\.(path|identity|rawPath|domainName|authorizer)/);
  });

  test('is told to the functions as the address of the API', () => {
    expect(JSON.stringify(stack.outputs['FormAddress']?.Value)).toContain('ApiEndpoint');
  });
});

describe('a domain of its own', () => {
  let named: Synthesised;
  beforeAll(() => {
    const certificateArn = 'arn:aws:acm:eu-west-2:123456789012:certificate/0f0f';
    named = synthesise([someSettings({ webDomain: { name: 'www.example.org', certificateArn } })]);
  });

  test('takes the place of the API’s own address, which goes on answering older mails', () => {
    const [, api] = ofType(named.resources, 'AWS::ApiGatewayV2::Api')[0] ?? [];
    expect(api?.Properties['DisableExecuteApiEndpoint'] ?? false).toBe(false);
    expect(named.outputs['FormAddress']?.Value).toBe('https://www.example.org');
  });

  test('speaks TLS 1.2 or later and is mapped to the stage', () => {
    const [, domain] = ofType(named.resources, 'AWS::ApiGatewayV2::DomainName')[0] ?? [];
    expect(domain?.Properties).toMatchObject({
      DomainName: 'www.example.org',
      DomainNameConfigurations: [{ SecurityPolicy: 'TLS_1_2', EndpointType: 'REGIONAL' }],
    });
    expect(ofType(named.resources, 'AWS::ApiGatewayV2::ApiMapping')).toHaveLength(1);
  });

  test('has its DNS record printed', () => {
    expect(JSON.stringify(named.outputs['DnsSite']?.Value)).toMatch(
      /www\.example\.org CNAME .*RegionalDomainName/,
    );
  });
});

describe('what a deployment prints', () => {
  test('is every DNS record that mail needs: three of DKIM, MAIL FROM, SPF and DMARC', () => {
    const text = (name: string): string => JSON.stringify(stack.outputs[name]?.Value);
    for (const name of ['DnsDkim1', 'DnsDkim2', 'DnsDkim3']) expect(text(name)).toContain(' CNAME ');
    expect(text('DnsMailFrom')).toContain(
      'bounce.weeks.example.org MX 10 feedback-smtp.eu-west-2.amazonses.com',
    );
    expect(text('DnsSpf')).toContain('include:amazonses.com -all');
    expect(text('DnsDmarc')).toContain('_dmarc.weeks.example.org TXT');
  });

  test('is who reviewed the course, once somebody has: a test of the command line says the same as a lesson', () => {
    const review = { reviewedBy: 'Dr A. Example', reviewedJob: 'physiotherapist', reviewedOn: '2026-11-01' };
    const { outputs } = synthesise([someSettings({ ...review, reviewedHash: 'a1b2' })]);
    expect([outputs['ReviewedBy']?.Value, outputs['ReviewedHash']?.Value]).toEqual(['Dr A. Example', 'a1b2']);
    expect(Object.keys(stack.outputs).filter((name) => name.startsWith('Reviewed'))).toEqual([]);
  });

  test('says the next step, and that lessons go to nobody before a review', () => {
    expect(stack.outputs['NextStep']?.Value).toMatch(
      /docs\/runbook\/deploy\.md: "First deploy".*"Go live"\. Until reviewedBy/,
    );
  });
});
