import { CliError } from '../output/cli-error.js';

interface Refusal {
  readonly message?: string;
  readonly Message?: string;
}

/** A request of the local cloud's own API, for what AWS has no call for. */
export interface LocalRequest {
  readonly method: 'POST' | 'DELETE';
  /** Below `/_millrace/`: `tables/orders/split`. */
  readonly path: string;
  readonly body: object;
  /** The code of the error when the cloud refuses. */
  readonly refusedAs: string;
}

/**
 * Asks the local cloud for something.
 *
 * @param endpoint - where it answers; undefined is an error that says how to name it
 * @throws CliError `NO_LOCAL_CLOUD`, and `refusedAs` with the cloud's own words
 */
export async function askLocalCloud(
  endpoint: string | undefined,
  { method, path, body, refusedAs }: LocalRequest,
): Promise<unknown> {
  if (endpoint === undefined) {
    throw new CliError(
      'NO_LOCAL_CLOUD',
      "Say where the local cloud is: --endpoint with the address that 'millrace start' prints, or AWS_ENDPOINT_URL.",
    );
  }
  const response = await fetch(new URL(`/_millrace/${path}`, endpoint), {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch((cause: unknown) => {
    throw new CliError(
      'NO_LOCAL_CLOUD',
      `Nothing answers at ${endpoint}. Open the road with 'millrace start' and give the address that it prints as --endpoint.`,
      { cause },
    );
  });
  const answer: unknown = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  const { message, Message } = answer as Refusal;
  throw new CliError(
    refusedAs,
    `${endpoint} refused with ${response.status}: ${message ?? Message ?? `${response.statusText}. Only the local cloud can do this`}`,
  );
}
