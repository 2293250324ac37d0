const ofServiceRoles = 'arn:aws:iam::aws:policy/service-role';

/** Lets a function write its log. */
export const basicPolicy = `${ofServiceRoles}/AWSLambdaBasicExecutionRole`;

/** Lets it read any stream besides. */
export const kinesisPolicy = `${ofServiceRoles}/AWSLambdaKinesisExecutionRole`;

/** Lets Lambda assume the role. */
export const lambdaTrust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
