/** Tables that live outside the local cloud: their streams are read there, and the function writes there. */
export interface TablesElsewhere {
  /** Where DynamoDB and its streams answer: an emulator's address. AWS itself when left out. */
  readonly endpoint?: string;
  /** The SDK's usual ones when left out. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Where a client finds the keys that it signs with. */
type CredentialSource = () => Promise<{
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}>;

/**
 * What a function's own clients need to find those tables. Nothing else of the function's calls leaves
 * this machine: queues, buses and topics stay at the local endpoint.
 *
 * @throws what the SDK throws when it finds no credentials
 */
export async function environmentForTables(
  { endpoint }: TablesElsewhere,
  credentials: CredentialSource,
  region: string,
): Promise<Readonly<Record<string, string>>> {
  const { accessKeyId, secretAccessKey, sessionToken } = await credentials();
  return {
    AWS_ENDPOINT_URL_DYNAMODB: endpoint ?? `https://dynamodb.${region}.amazonaws.com`,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
  };
}
