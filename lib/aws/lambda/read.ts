import {
  type EventSourceMappingConfiguration,
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import type { Read } from '@/lib/wiring/read';
import type { LambdaFunction, Mapping } from '@/lib/wiring/resource/lambda';
import { functionName } from '@/lib/wiring/resource/lambda-arn';
import { answeredOptions } from '@/lib/wiring/setting/aws-options';
import { reading, requiredValue } from '../session/reading';
import type { Session } from '../session/session';

type FunctionPage = { functions: FunctionConfiguration[]; next?: string };

/** Every function of the session's account and Region, a page at a time. Environment variables stay behind. */
export async function* listFunctions(session: Session): AsyncGenerator<Read<LambdaFunction[]>> {
  let marker: string | undefined;
  do {
    const page: Read<FunctionPage> = await reading(session, 'lambda:ListFunctions', undefined, async () => {
      const answer = await session
        .client(LambdaClient)
        .send(new ListFunctionsCommand({ Marker: marker, MaxItems: 50 }));
      return { functions: requiredValue(answer.Functions, 'Functions'), next: answer.NextMarker };
    });
    if (page.state !== 'known') {
      yield page;
      return;
    }
    yield { ...page, value: page.value.functions.map((one) => toFunction(session, one)) };
    marker = page.value.next;
  } while (marker !== undefined);
}

/** AWS filters by these two and by nothing else. */
type MappingFilter = { sourceArn?: string; functionArn?: string };

type MappingPage = { mappings: EventSourceMappingConfiguration[]; next?: string };

/** The mappings of the session's account and Region, whatever they read, a page at a time. */
export async function* listMappings(session: Session, filter: MappingFilter = {}): AsyncGenerator<Read<Mapping[]>> {
  let marker: string | undefined;
  do {
    const page: Read<MappingPage> = await reading(session, 'lambda:ListEventSourceMappings', undefined, async () => {
      const answer = await session.client(LambdaClient).send(
        new ListEventSourceMappingsCommand({
          EventSourceArn: filter.sourceArn,
          FunctionName: filter.functionArn,
          Marker: marker,
          MaxItems: 100,
        }),
      );
      return { mappings: requiredValue(answer.EventSourceMappings, 'EventSourceMappings'), next: answer.NextMarker };
    });
    if (page.state !== 'known') {
      yield page;
      return;
    }
    yield { ...page, value: page.value.mappings.map((one) => toMapping(session, one)) };
    marker = page.value.next;
  } while (marker !== undefined);
}

export async function readFunction(session: Session, arn: string): Promise<Read<LambdaFunction>> {
  return reading(session, 'lambda:GetFunctionConfiguration', arn, async () => {
    const found = await session.client(LambdaClient).send(new GetFunctionConfigurationCommand({ FunctionName: arn }));
    return { ...toFunction(session, found), state: found.State ?? null, stateReason: found.StateReason ?? null };
  });
}

function toFunction(session: Session, one: FunctionConfiguration): LambdaFunction {
  const arn = one.FunctionArn ?? '';
  const name = one.FunctionName ?? functionName(arn);
  return {
    is: 'lambda-function',
    arn,
    name,
    accountId: session.connection.accountId,
    region: session.region,
    connectionId: session.connection.id,
    roleArn: one.Role ?? '',
    runtime: one.Runtime ?? null,
    timeoutSeconds: one.Timeout ?? null,
    logGroup: one.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    lastModified: one.LastModified ?? null,
  };
}

function toMapping(session: Session, one: EventSourceMappingConfiguration): Mapping {
  const uuid = one.UUID ?? '';
  const { partition } = session;
  const { accountId } = session.connection;
  return {
    is: 'event-source-mapping',
    uuid,
    arn:
      one.EventSourceMappingArn ??
      `arn:${partition}:lambda:${session.region}:${accountId}:event-source-mapping:${uuid}`,
    region: session.region,
    accountId,
    connectionId: session.connection.id,
    sourceArn: one.EventSourceArn ?? '',
    functionArn: one.FunctionArn ?? '',
    state: one.State ?? '',
    stateTransitionReason: one.StateTransitionReason ?? null,
    lastProcessingResult: one.LastProcessingResult ?? null,
    lastModified: one.LastModified?.toISOString() ?? null,
    settings: answeredOptions(one),
  };
}
