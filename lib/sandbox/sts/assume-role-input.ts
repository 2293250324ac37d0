import type * as sts from '@aws-sdk/client-sts';
import { validation } from '../iam/entities';
import { Fault } from '../service';

type Rule = {
  member: string;
  value: string | undefined;
  shortest: number;
  longest: number;
  pattern: RegExp;
  shown: string;
};

const nameForm = /^[\w+=,.@-]*$/;
const externalForm = /^[\w+=,.@:/-]*$/;

/** Refuses what the model of AssumeRole rules out, all problems in one message, before any policy is looked at. */
export function checkAssumeRole(input: sts.AssumeRoleRequest): void {
  const name = { shortest: 2, longest: 64, pattern: nameForm, shown: '[\\w+=,.@-]*' };
  const problems = [
    ...text(
      {
        member: 'roleArn',
        value: input.RoleArn,
        shortest: 20,
        longest: 2048,
        pattern: /^[\t\n\r\u0020-\u007e]*$/,
        shown: '[\\u0009\\u000A\\u000D\\u0020-\\u007E]+',
      },
      true,
    ),
    ...text({ member: 'roleSessionName', value: input.RoleSessionName, ...name }, true),
    ...text({
      member: 'externalId',
      value: input.ExternalId,
      shortest: 2,
      longest: 1224,
      pattern: externalForm,
      shown: '[\\w+=,.@:\\/-]*',
    }),
    ...text({ member: 'sourceIdentity', value: input.SourceIdentity, ...name }),
    ...text({ member: 'policy', value: input.Policy, shortest: 1, longest: 2048, pattern: /^/, shown: '' }),
    ...duration(input.DurationSeconds),
    ...atMost('policyArns', input.PolicyArns, 10),
    ...atMost('tags', input.Tags, 50),
  ];
  if (problems.length > 0) throw validation(...problems);
  if (!/^arn:[^:]+:iam::\d{12}:role\/.+$/.test(String(input.RoleArn))) {
    throw new Fault('ValidationError', `${input.RoleArn} is invalid`);
  }
  const keys = (input.Tags ?? []).map(({ Key }) => Key?.toLowerCase());
  if (new Set(keys).size !== keys.length) {
    throw new Fault('ValidationError', 'Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  if (input.SourceIdentity?.toLowerCase().startsWith('aws:')) {
    throw new Fault('ValidationError', 'SourceIdentity may not start with reserved prefix "aws:".');
  }
}

function text({ member, value, shortest, longest, pattern, shown }: Rule, needed = false): string[] {
  if (value === undefined) return needed ? [problem('null', member, 'not be null')] : [];
  if (value.length < shortest)
    return [problem(`'${value}'`, member, `have length greater than or equal to ${shortest}`)];
  if (value.length > longest) return [problem(`'${value}'`, member, `have length less than or equal to ${longest}`)];
  return pattern.test(value) ? [] : [problem(`'${value}'`, member, `satisfy regular expression pattern: ${shown}`)];
}

function duration(seconds: number | undefined): string[] {
  if (seconds === undefined || (seconds >= 900 && seconds <= 43_200)) return [];
  const edge = seconds < 900 ? 'greater than or equal to 900' : 'less than or equal to 43200';
  return [problem(`'${seconds}'`, 'durationSeconds', `have value ${edge}`)];
}

function atMost(member: string, list: readonly unknown[] | undefined, longest: number): string[] {
  if ((list?.length ?? 0) <= longest) return [];
  return [problem(`'${list?.length} items'`, member, `have length less than or equal to ${longest}`)];
}

function problem(value: string, member: string, rule: string): string {
  return `Value ${value} at '${member}' failed to satisfy constraint: Member must ${rule}`;
}
