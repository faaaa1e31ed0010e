import { DefaultStackSynthesizer, Duration, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as deployment from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

interface CoursePicturesProps {
  /** Folder of pictures whose names change with their content. */
  readonly folder: string;
}

/**
 * The exercises' pictures: a closed bucket behind CloudFront, kept by readers for a year. The site hands its
 * route for pictures to {@link url}, so that a mail loads nothing from a host other than ours (Q34).
 */
export class CoursePictures extends Construct {
  readonly url: string;
  readonly bucketName: string;

  constructor(scope: Construct, id: string, props: CoursePicturesProps) {
    super(scope, id);
    const { bucket, resource } = closedBucket(this);
    const distribution = new cloudfront.Distribution(this, 'Distribution', {
      comment: 'Pictures of the course',
      // No such file: the bare address answers 404 too, and not with a list.
      defaultRootObject: 'none',
      defaultBehavior: {
        // S3 says 404 of a picture that is not there only to those who may list the bucket, and 403 to others.
        origin: origins.S3BucketOrigin.withOriginAccessControl(bucket, {
          originAccessLevels: [cloudfront.AccessLevel.READ, cloudfront.AccessLevel.LIST],
        }),
        responseHeadersPolicy: headersOfThePages(this),
        viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
        allowedMethods: cloudfront.AllowedMethods.ALLOW_GET_HEAD,
      },
      priceClass: cloudfront.PriceClass.PRICE_CLASS_100,
    });
    acknowledge(distribution, {
      'Annotation::@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk':
        'A root object is named, and the cache forwards no query: nothing is listed.',
      'AwsSolutions-CFR1': 'Mothers read from everywhere.',
      'AwsSolutions-CFR2': 'Public pictures of exercises: there is nothing to attack.',
      'AwsSolutions-CFR3': NOBODY_IS_WATCHED,
      'AwsSolutions-CFR4': "Only our own site's route calls it, under CloudFront's name and certificate.",
    });
    this.fill(bucket, resource, props.folder);
    this.bucketName = bucket.bucketName;
    this.url = `https://${distribution.distributionDomainName}`;
  }

  private fill(bucket: s3.IBucket, resource: s3.CfnBucket, folder: string): void {
    const filled = new deployment.BucketDeployment(this, 'Deployment', {
      sources: [deployment.Source.asset(folder)],
      destinationBucket: bucket,
      logGroup: new logs.LogGroup(this, 'CopierLog', {
        retention: logs.RetentionDays.ONE_MONTH,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      cacheControl: [
        deployment.CacheControl.setPublic(),
        deployment.CacheControl.maxAge(Duration.days(365)),
        deployment.CacheControl.immutable(),
      ],
      // A mail that was sent last year still shows its pictures.
      prune: false,
    });
    const copier = filled.handlerRole.node.scope;
    if (!copier) throw new Error('the function that copies has no role of its own');
    acknowledge(copier, reasonsOfTheCopier(resource));
  }
}

/** The same as the function web sends with every page and picture (`lambdas/http/security.ts`); a test compares them. */
function headersOfThePages(scope: Construct): cloudfront.ResponseHeadersPolicy {
  return new cloudfront.ResponseHeadersPolicy(scope, 'Headers', {
    securityHeadersBehavior: {
      contentSecurityPolicy: {
        contentSecurityPolicy:
          "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        override: true,
      },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: cloudfront.HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.NO_REFERRER, override: true },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(730),
        includeSubdomains: true,
        override: true,
      },
    },
    customHeadersBehavior: {
      customHeaders: [
        { header: 'cross-origin-opener-policy', value: 'same-origin', override: true },
        {
          header: 'permissions-policy',
          value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
          override: true,
        },
      ],
    },
  });
}

const NOBODY_IS_WATCHED =
  'Readers are not watched (Q34): a log of who loads which picture would be a log of health data.';

function closedBucket(scope: Construct): { bucket: s3.IBucket; resource: s3.CfnBucket } {
  const resource = new s3.CfnBucket(scope, 'Bucket', {
    publicAccessBlockConfiguration: {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    bucketEncryption: {
      serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
    },
  });
  resource.applyRemovalPolicy(RemovalPolicy.RETAIN);
  acknowledge(resource, { 'AwsSolutions-S1': NOBODY_IS_WATCHED });
  const bucket = s3.Bucket.fromCfnBucket(resource);
  bucket.addToResourcePolicy(
    new iam.PolicyStatement({
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['s3:*'],
      resources: [bucket.bucketArn, bucket.arnForObjects('*')],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  );
  return { bucket, resource };
}

/** The CDK writes this function and its role; what it may do is wider than we would write, to two buckets. */
function reasonsOfTheCopier(bucket: s3.CfnBucket): Record<string, string> {
  const stack = Stack.of(bucket);
  const reason =
    "The CDK's own function, which copies the pictures from its assets to this one bucket while deploying.";
  const account = Token.isUnresolved(stack.account) ? '<AWS::AccountId>' : stack.account;
  const assets = `arn:aws:s3:::cdk-${DefaultStackSynthesizer.DEFAULT_QUALIFIER}-assets-${account}-${stack.region}/*`;
  const bucketId = stack.getLogicalId(bucket);
  const findings = [
    'AwsSolutions-L1',
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    ...['GetBucket*', 'GetObject*', 'List*', 'Abort*', 'DeleteObject*'].map(
      (action) => `AwsSolutions-IAM5[Action::s3:${action}]`,
    ),
    `AwsSolutions-IAM5[Resource::${assets}]`,
    `AwsSolutions-IAM5[Resource::<${bucketId}.Arn>/*]`,
  ];
  return Object.fromEntries(findings.map((finding) => [finding, reason]));
}
