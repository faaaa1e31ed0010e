import { CfnResource, Stack } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { expect, test } from 'vitest';
import { someOf } from '../whole-course.ts';
import { courseApp, someSettings } from './synthesised.ts';
import { somePictures } from './temporary-folder.ts';

const FULL = someSettings({
  account: '123456789012',
  webDomain: {
    name: 'weeks.example.org',
    certificateArn: 'arn:aws:acm:eu-west-2:123456789012:certificate/0f0f',
  },
});

test('cdk-nag’s AWS Solutions rules find nothing, whatever a deployment uses', () => {
  const bare = someSettings({
    deployment: 'bare',
    sendingDomain: 'bare.example.org',
    from: { name: 'Bare', address: 'a@bare.example.org' },
  });
  const deployments = someOf([FULL, bare], 2);
  const app = courseApp([...deployments], { pictures: somePictures() });
  expect(
    app
      .synth()
      .stacks.map(({ stackName }) => stackName)
      .toSorted(),
  ).toEqual(deployments.map(({ deployment }) => `StrongWeeks-${deployment}`).toSorted());
});

test('a queue without encryption or a dead-letter queue stops the synthesis', () => {
  const app = courseApp([]);
  new sqs.Queue(new Stack(app, 'Planted'), 'Queue');
  expect(() => app.synth()).toThrow(/AwsSolutions-SQS3[\s\S]*AwsSolutions-SQS4/);
});

test('a property that CloudFormation would refuse stops the synthesis: AWS’s own schemas check the template', () => {
  const app = courseApp([]);
  new CfnResource(new Stack(app, 'Planted'), 'Queue', {
    type: 'AWS::SQS::Queue',
    properties: { VisibilityTimout: 30 },
  });
  expect(() => app.synth()).toThrow(/VisibilityTimout/);
});
