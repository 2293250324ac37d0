/** What Tributary's role may do with queues, and the roles that it may hand to a forwarder. */
export function operator() {
  return [
    { Sid: 'Queues', Effect: 'Allow', Action: actions.map((action) => `parcel:${action}`), Resource: '*' },
    {
      Sid: 'ForwarderRoles',
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: '*',
      Condition: { StringEquals: { 'iam:PassedToService': 'parcel.amazonaws.com' } },
    },
  ];
}

const actions = [
  'ListQueues',
  'DescribeQueue',
  'GetQueuePolicy',
  'PutQueuePolicy',
  'DeleteQueuePolicy',
  'AddForwarder',
  'RemoveForwarder',
  'ListForwarders',
  'SendParcel',
];
