import {
  InvokeCommand,
  type InvokeCommandOutput,
  type LambdaClient,
  LambdaServiceException,
} from '@aws-sdk/client-lambda';
import type { InvokeResult, Invoker } from '../seams.js';

/** Calls a function by Lambda's Invoke API. Give the client `maxAttempts: 1`: the mapping retries. */
export class LambdaInvoker implements Invoker {
  readonly #client: LambdaClient;
  readonly #functionName: string;

  /** @param parts.functionName a name, a partial or a whole ARN, with or without a qualifier */
  constructor(parts: { readonly client: LambdaClient; readonly functionName: string }) {
    this.#client = parts.client;
    this.#functionName = parts.functionName;
  }

  async invoke(
    payload: string,
    options: { readonly signal: AbortSignal; readonly clientContext?: string },
  ): Promise<InvokeResult> {
    const command = new InvokeCommand({
      FunctionName: this.#functionName,
      InvocationType: 'RequestResponse',
      Payload: Buffer.from(payload),
      ClientContext: options.clientContext,
    });
    try {
      return resultOf(await this.#client.send(command, { abortSignal: options.signal }));
    } catch (error) {
      return refusalOf(error);
    }
  }
}

function resultOf(output: InvokeCommandOutput): InvokeResult {
  const answer = {
    requestId: output.$metadata.requestId ?? '',
    statusCode: output.StatusCode ?? 200,
    executedVersion: output.ExecutedVersion ?? '$LATEST',
    payload: output.Payload?.transformToString() ?? '',
  };
  return output.FunctionError === undefined
    ? { kind: 'success', ...answer }
    : { kind: 'function-error', functionError: output.FunctionError, ...answer };
}

function refusalOf(error: unknown): InvokeResult {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const metadata = error instanceof LambdaServiceException ? error.$metadata : {};
  const answer = {
    requestId: metadata.requestId ?? '',
    statusCode: metadata.httpStatusCode ?? 0,
    message,
  };
  return answer.statusCode === 429
    ? { kind: 'throttled', ...answer }
    : { kind: 'service-error', ...answer };
}
