/** What Tributary's role may do with functions and event source mappings. */
export function operator() {
  return [{ Sid: 'Functions', Effect: 'Allow', Action: actions, Resource: '*' }];
}

const actions = [
  'lambda:ListEventSourceMappings',
  'lambda:GetEventSourceMapping',
  'lambda:CreateEventSourceMapping',
  'lambda:UpdateEventSourceMapping',
  'lambda:DeleteEventSourceMapping',
  'lambda:ListFunctions',
  'lambda:GetFunctionConfiguration',
  'lambda:GetFunctionConcurrency',
  'lambda:GetAccountSettings',
  'lambda:ListTags',
  'lambda:TagResource',
];
