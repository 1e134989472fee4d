// Only what is used, so that the bundle leaves the rest of the client out. The same in its siblings.
export { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
