/** A request of the page that is not carried out. The message is shown to the person. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError';

  constructor(
    readonly status: 400 | 403 | 404 | 405 | 409 | 413 | 415 | 500 | 503,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
