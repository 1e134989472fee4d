/**
 * Calls a table service without HTTP, for processes that are started many times or die on purpose.
 *
 * @returns the status and the answer, whatever they are
 */
exports.callService = async (service, operation, input) => {
  const { status, body } = await service.handle({
    method: 'POST',
    url: '/',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'x-amz-date': '20260301T120000Z',
      authorization: 'AWS4-HMAC-SHA256 Credential=a/b/c/dynamodb/d, SignedHeaders=e, Signature=f',
    },
    body: Buffer.from(JSON.stringify(input)),
  });
  return { status, answer: JSON.parse(body) };
};
