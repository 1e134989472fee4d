import type { IncomingHttpHeaders } from 'node:http';

/** One HTTP request as every service of the local cloud sees it: read whole, not yet understood. */
export interface WireRequest {
  readonly method: string;
  /** Path and query as the client sent them, still percent-encoded: `/2015-03-31/functions?MaxItems=10`. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The answer to a {@link WireRequest}. The server adds `content-length` and the connection's own headers. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/**
 * One AWS service of the local cloud. All services answer on one port, so each says which requests
 * are its own; the server asks them in turn.
 */
export interface AwsService {
  /** The name in a request's credential scope: `dynamodb`, `lambda`, `sqs`. */
  readonly name: string;
  /** The largest body in bytes that it takes; the server refuses a larger one with 413. */
  readonly bodyLimit?: number;
  /** True when this request is meant for this service. Looks at method, url and headers only. */
  accepts(request: WireRequest): boolean;
  /** Answers the request. Never rejects for anything a client sent: that is an AWS-shaped 4xx. */
  handle(request: WireRequest): Promise<WireResponse>;
  /** Lets go of files, timers and processes. */
  close(): Promise<void>;
}
