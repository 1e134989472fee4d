import { AwsError } from '../wire/aws-error.js';
import { answerAwsJson, type JsonOperation, targetOperation } from '../wire/aws-json.js';
import type { AwsService } from '../wire/aws-service.js';
import { Members } from '../wire/members.js';
import type { Buses } from './buses.js';
import { putEvents } from './put-events.js';

/** EventBridge on the wire: AWS JSON 1.1. Buses and PutEvents; rules and targets are not run. */
export function createEventBridgeService(buses: Buses): AwsService {
  const operations = new Map<string, JsonOperation>([
    ['PutEvents', (input) => putEvents(buses, new Members(input))],
    [
      'CreateEventBus',
      (input) => ({ EventBusArn: buses.create(new Members(input).requiredString('Name')) }),
    ],
    [
      'DescribeEventBus',
      (input) => {
        const name = new Members(input).string('Name') ?? 'default';
        if (!buses.has(name)) {
          throw new AwsError(400, 'ResourceNotFoundException', `Event bus ${name} does not exist.`);
        }
        return { Name: name, Arn: buses.arnOf(name) };
      },
    ],
    [
      'ListEventBuses',
      () => ({ EventBuses: buses.list().map((name) => ({ Name: name, Arn: buses.arnOf(name) })) }),
    ],
    [
      'DeleteEventBus',
      (input) => {
        buses.delete(new Members(input).requiredString('Name'));
        return {};
      },
    ],
  ]);
  return {
    name: 'events',
    bodyLimit: 4 * 1024 * 1024,
    accepts: (request) => targetOperation(request, 'AWSEvents') !== undefined,
    handle: (request) =>
      answerAwsJson(request, '1.1', targetOperation(request, 'AWSEvents') ?? '', operations),
    close: async () => undefined,
  };
}
