const answer = {
  kind: 'success',
  payload: '',
  requestId: 'r',
  statusCode: 200,
  executedVersion: '$LATEST',
};

/** Invokes a function that does nothing. */
export const noOp = { invoke: async () => answer };
