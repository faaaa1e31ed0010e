import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { openSite } from '../lambdas/web/site.ts';
import { ofType, type Synthesised, synthesise } from './synthesised.ts';
import { somePictures } from './temporary-folder.ts';

let stack: Synthesised;
beforeAll(() => {
  stack = synthesise(undefined, { pictures: somePictures() });
});

describe('the pictures', () => {
  test('lie in a bucket that is closed, encrypted and outlives the stack', () => {
    const [, bucket] = ofType(stack.resources, 'AWS::S3::Bucket')[0] ?? [];
    expect(bucket?.DeletionPolicy).toBe('Retain');
    expect(bucket?.Properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    expect(bucket?.Properties).toHaveProperty('BucketEncryption');
  });

  test('are read by CloudFront alone, and by nobody without TLS', () => {
    const policies = JSON.stringify(ofType(stack.resources, 'AWS::S3::BucketPolicy'));
    expect(policies).toContain('"aws:SecureTransport":"false"');
    expect(policies).toContain('"Service":"cloudfront.amazonaws.com"');
    expect(ofType(stack.resources, 'AWS::CloudFront::OriginAccessControl')).toHaveLength(1);
  });

  test('are kept by readers for a year, and never deleted by a deployment', () => {
    const [, copies] = ofType(stack.resources, 'Custom::CDKBucketDeployment')[0] ?? [];
    expect(copies?.Properties).toMatchObject({
      Prune: false,
      SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
    });
  });

  test('come by a route of the site, so that a mail names no other host (Q34)', () => {
    const keys = ofType(stack.resources, 'AWS::ApiGatewayV2::Route').map(
      ([, { Properties }]) => Properties['RouteKey'],
    );
    expect(keys).toContain('ANY /pictures/{file}');
    const handedOn = ofType(stack.resources, 'AWS::ApiGatewayV2::Integration').map(([, { Properties }]) =>
      JSON.stringify(Properties['IntegrationUri']),
    );
    expect(handedOn).toContainEqual(expect.stringMatching(/PicturesDistribution.*DomainName.*\/\{file\}/));
  });

  test('are throttled like the rest', () => {
    const [, stage] = ofType(stack.resources, 'AWS::ApiGatewayV2::Stage')[0] ?? [];
    expect(stage?.Properties['RouteSettings']).toHaveProperty(
      ['ANY /pictures/{file}', 'ThrottlingRateLimit'],
      500,
    );
  });

  test('carry the same headers as every page of the site', async () => {
    const [, policy] = ofType(stack.resources, 'AWS::CloudFront::ResponseHeadersPolicy')[0] ?? [];
    const { app } = await openSite();
    const { headers } = await app.request('/pictures/none.png');
    const ofPages = [...headers].filter(([name]) => !['cache-control', 'content-type'].includes(name));
    expect(sentBy(headersPolicy.parse(policy?.Properties))).toEqual(Object.fromEntries(ofPages));
    const [, distribution] = ofType(stack.resources, 'AWS::CloudFront::Distribution')[0] ?? [];
    expect(JSON.stringify(distribution?.Properties)).toMatch(
      /"ResponseHeadersPolicyId":\{"Ref":"PicturesHeaders/,
    );
  });

  test('that are missing are 404, as on the site: S3 tells it only to those who may list, and nothing is listed', async () => {
    const { app } = await openSite();
    expect((await app.request('/pictures/none.png')).status).toBe(404);
    const policies = JSON.stringify(ofType(stack.resources, 'AWS::S3::BucketPolicy'));
    expect(policies).toMatch(/"Action":\["s3:GetObject","s3:ListBucket"\]|"Action":"s3:ListBucket"/);
    const [, distribution] = ofType(stack.resources, 'AWS::CloudFront::Distribution')[0] ?? [];
    expect(distribution?.Properties).toMatchObject({ DistributionConfig: { DefaultRootObject: 'none' } });
  });
});

const overridden = z.literal(true);
const headersPolicy = z
  .object({
    ResponseHeadersPolicyConfig: z.object({
      CustomHeadersConfig: z.object({
        Items: z.array(z.object({ Header: z.string(), Value: z.string(), Override: overridden })),
      }),
      SecurityHeadersConfig: z.object({
        ContentSecurityPolicy: z.object({ ContentSecurityPolicy: z.string(), Override: overridden }),
        ContentTypeOptions: z.object({ Override: overridden }),
        FrameOptions: z.object({ FrameOption: z.string(), Override: overridden }),
        ReferrerPolicy: z.object({ ReferrerPolicy: z.string(), Override: overridden }),
        StrictTransportSecurity: z.object({
          AccessControlMaxAgeSec: z.number(),
          IncludeSubdomains: z.literal(true),
          Override: overridden,
        }),
      }),
    }),
  })
  .transform((policy) => policy.ResponseHeadersPolicyConfig);

/** The headers that CloudFront makes of a policy. */
function sentBy({ CustomHeadersConfig, SecurityHeadersConfig: of }: z.infer<typeof headersPolicy>) {
  return {
    'content-security-policy': of.ContentSecurityPolicy.ContentSecurityPolicy,
    'referrer-policy': of.ReferrerPolicy.ReferrerPolicy,
    'strict-transport-security': `max-age=${of.StrictTransportSecurity.AccessControlMaxAgeSec}; includeSubDomains`,
    'x-content-type-options': 'nosniff',
    'x-frame-options': of.FrameOptions.FrameOption,
    ...Object.fromEntries(CustomHeadersConfig.Items.map(({ Header, Value }) => [Header, Value])),
  };
}
