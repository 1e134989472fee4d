import type { InvokeResult, Invoker } from '@millrace/mapping';
import { messageOf } from '../errors.js';
import { AwsError } from '../wire/aws-error.js';
import { parseFunctionReference } from './function-reference.js';
import type { Functions } from './functions.js';

/** Calls a function of the local cloud for an event source mapping, without a way over HTTP. */
export class FunctionInvoker implements Invoker {
  readonly #functions: Functions;
  readonly #functionArn: string;

  constructor(functions: Functions, functionArn: string) {
    this.#functions = functions;
    this.#functionArn = functionArn;
  }

  async invoke(payload: string, options: { readonly signal: AbortSignal }): Promise<InvokeResult> {
    try {
      const reference = parseFunctionReference(this.#functionArn);
      const result = await this.#functions.invoke(reference, payload, options.signal);
      const answer = {
        requestId: result.requestId,
        statusCode: 200,
        payload: result.payload,
        executedVersion: result.executedVersion,
      };
      return result.functionError === undefined
        ? { kind: 'success', ...answer }
        : { kind: 'function-error', functionError: result.functionError, ...answer };
    } catch (thrown) {
      const message = messageOf(thrown);
      const statusCode = thrown instanceof AwsError ? thrown.status : 500;
      const kind = statusCode === 429 ? 'throttled' : 'service-error';
      return { kind, requestId: '', statusCode, message };
    }
  }
}
