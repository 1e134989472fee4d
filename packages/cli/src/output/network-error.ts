/** Node's own error of a connection that could not be made. */
interface NetworkError extends Error {
  readonly code: string;
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
}

/** What a connection that could not be made means to a user; undefined for any other error. */
export function networkErrorMessage(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const { code, address, port, hostname } = error as NetworkError;
  switch (code) {
    case 'ECONNREFUSED':
      return `Nothing answers at ${address}:${port}. Check --endpoint and AWS_ENDPOINT_URL: 'millrace start' prints the address of the local cloud.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host ${hostname} is not known. Check --endpoint, --region and the network.`;
    default:
      return undefined;
  }
}
