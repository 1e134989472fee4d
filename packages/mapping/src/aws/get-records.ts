import { text } from 'node:stream/consumers';
import {
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  type GetRecordsCommandInput,
} from '@aws-sdk/client-dynamodb-streams';

/** A record as the Streams API writes it: attributes in DynamoDB JSON, bytes in base64, the time in seconds. */
export interface WireRecord {
  readonly eventID?: string;
  readonly eventName?: string;
  readonly eventVersion?: string;
  readonly eventSource?: string;
  readonly awsRegion?: string;
  readonly dynamodb?: {
    readonly ApproximateCreationDateTime?: number;
    readonly Keys?: WireAttributes;
    readonly NewImage?: WireAttributes;
    readonly OldImage?: WireAttributes;
    readonly SequenceNumber?: string;
    readonly SizeBytes?: number;
    readonly StreamViewType?: string;
  };
  readonly userIdentity?: { readonly Type?: string; readonly PrincipalId?: string } | null;
}

type WireAttributes = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface WirePage {
  readonly Records?: readonly WireRecord[];
  readonly NextShardIterator?: string | null;
}

/**
 * GetRecords through the SDK's client, its answer taken as it came over the wire. A function gets the
 * attributes in that very form, so the SDK's own reading (each value to a class, bytes to an array)
 * would be undone at once; it costs more than everything else that the mapping does with a record.
 * Signing, retries and refusals stay the SDK's.
 */
export async function getRecords(
  client: DynamoDBStreamsClient,
  input: GetRecordsCommandInput,
  abortSignal: AbortSignal,
): Promise<WirePage> {
  const command = new GetRecordsCommand(input);
  let page: WirePage = {};
  command.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      const response = answer.response as WireAnswer;
      if (response.statusCode < 300) {
        page = JSON.parse(await text(response.body)) as WirePage;
        return { ...answer, response: { ...response, body: Buffer.from('{}') } };
      }
      return answer;
    },
    // Low priority puts it next to the wire, before the SDK's own reader.
    { name: 'takeRecordsAsWritten', step: 'deserialize', priority: 'low' },
  );
  await client.send(command, { abortSignal });
  return page;
}

interface WireAnswer {
  readonly statusCode: number;
  readonly body: NodeJS.ReadableStream;
}
