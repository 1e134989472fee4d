import type { Members } from '../engine-types.js';

/** A missing table, in the form in which dynalite's actions know it and add to its message. */
export class TableNotFound extends Error {
  /** dynalite asks for this name. */
  override readonly name = 'NotFoundError';
  readonly statusCode = 400;
  readonly body: Members;

  /** @param tableName - named in the message when given; DynamoDB does so for control operations only */
  constructor(tableName?: string) {
    const message = 'Requested resource not found';
    super(message);
    this.body = {
      __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
      message: tableName === undefined ? message : `${message}: Table: ${tableName} not found`,
    };
  }
}
