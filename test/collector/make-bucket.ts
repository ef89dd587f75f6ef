// Makes the bucket that tests use at an S3-compatible service: see docs/scale.md for how to name one.
import { AwsClient } from 'aws4fetch';

export const BUCKET = 'showhow-test';

/** Throws unless the bucket is there afterwards. */
export async function makeBucket(env: NodeJS.ProcessEnv): Promise<void> {
  const client = new AwsClient({
    accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
    region: env['AWS_REGION'] ?? 'us-east-1',
    service: 's3',
  });
  const { status } = await client.fetch(`${env['AWS_ENDPOINT_URL_S3']}/${BUCKET}`, { method: 'PUT' });
  if (status !== 200 && status !== 409) throw new Error(`The service answered ${status} to the making of ${BUCKET}.`);
}
