import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as deployment from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

interface CoursePicturesProps {
  /** Folder of pictures whose names change with their content. */
  readonly folder: string;
}

/** The exercises' pictures: a closed bucket behind CloudFront, kept by readers for a year. */
export class CoursePictures extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, props: CoursePicturesProps) {
    super(scope, id);
    const bucket = closedBucket(this);
    const distribution = new cloudfront.Distribution(this, 'Distribution', {
      comment: 'Strong Weeks: pictures',
      defaultBehavior: {
        origin: origins.S3BucketOrigin.withOriginAccessControl(bucket),
        viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
        allowedMethods: cloudfront.AllowedMethods.ALLOW_GET_HEAD,
      },
      priceClass: cloudfront.PriceClass.PRICE_CLASS_100,
    });
    new deployment.BucketDeployment(this, 'Deployment', {
      sources: [deployment.Source.asset(props.folder)],
      destinationBucket: bucket,
      cacheControl: [
        deployment.CacheControl.setPublic(),
        deployment.CacheControl.maxAge(Duration.days(365)),
        deployment.CacheControl.immutable(),
      ],
      // A mail that was sent last year still shows its pictures.
      prune: false,
    });
    this.url = `https://${distribution.distributionDomainName}`;
    const noWatching =
      'Readers are not watched (Q34): a log of who loads which picture is a log of health data.';
    acknowledge(bucket, { 'AwsSolutions-S1': noWatching });
    acknowledge(distribution, {
      'AwsSolutions-CFR1': 'Mothers read from everywhere.',
      'AwsSolutions-CFR2': 'Public pictures of exercises: there is nothing to attack.',
      'AwsSolutions-CFR3': noWatching,
      'AwsSolutions-CFR4': "CloudFront's own name comes with CloudFront's own certificate and its policy.",
    });
  }
}

function closedBucket(scope: Construct): s3.IBucket {
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
  return bucket;
}
