import type { Explanation } from './explanation.js';

/** Node's own error of a connection that could not be made or kept, so far as it has these. */
interface NetworkError extends Error {
  readonly code?: unknown;
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
}

const NETWORK = 'Check --endpoint, --region and the network: a proxy, a VPN, a firewall.';

/** What a connection that failed means to a user; undefined for any other error. */
export function explainNetworkError(error: NetworkError): Explanation | undefined {
  const { name, code, message, address, port, hostname } = error;
  switch (code) {
    case 'ECONNREFUSED':
      return {
        code,
        message: `Nothing answers at ${address}:${port}`,
        mend: "Check --endpoint and AWS_ENDPOINT_URL: 'millrace start' prints the address of the local cloud.",
      };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { code, message: `The host ${hostname} is not known`, mend: NETWORK };
    case 'ECONNRESET':
    case 'EPIPE':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return { code, message: `The connection failed: ${message}`, mend: NETWORK };
    case 'EPROTO':
      return {
        code,
        message: 'What answers there does not speak TLS',
        mend: 'Check whether --endpoint begins with http:// or https://.',
      };
  }
  // The SDK calls more than its own limits by this name.
  if (name === 'TimeoutError' || code === 'ETIMEDOUT') {
    const said = message.replace(/^@smithy.*\] /, '');
    return { code: 'ETIMEDOUT', message: `No answer came in time: ${said}`, mend: NETWORK };
  }
  return certificateError(code, message);
}

function certificateError(code: unknown, message: string): Explanation | undefined {
  if (typeof code !== 'string' || !/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) return undefined;
  return {
    code,
    message: `The certificate of the endpoint is not trusted: ${message}`,
    mend: 'Behind a proxy of your company, name its certificate: NODE_EXTRA_CA_CERTS=/path/to/ca.pem.',
  };
}
