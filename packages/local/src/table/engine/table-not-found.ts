import { type AwsError, dynamoException } from '../aws-error.js';

/**
 * The answer to who asks for a table that is missing.
 *
 * @param tableName - named in the message when given; DynamoDB does so for control operations only
 */
export function tableNotFound(tableName?: string): AwsError {
  const where = tableName === undefined ? '' : `: Table: ${tableName} not found`;
  return dynamoException('ResourceNotFoundException', `Requested resource not found${where}`);
}
