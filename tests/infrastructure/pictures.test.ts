import { beforeAll, describe, expect, test } from 'vitest';
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
});
