import { bucketName } from './bucket-name.js';
import type { ComputeAttribute } from './references.js';

/** What the names of computed attributes are built from. */
export interface AttributePlaces {
  readonly region: string;
  readonly accountId: string;
  readonly endpoint: string;
  /** Attributes known only once a resource is up: a stream's ARN, a mapping's UUID, a version's number. */
  readonly made: ReadonlyMap<string, string>;
}

/** The setting that names a resource, by its type. */
const nameSetting: Readonly<Record<string, string>> = { aws_lambda_function: 'function_name' };

/** Computes ARNs, URLs and ids as AWS does from region, account and name. */
export function computeAttribute(places: AttributePlaces): ComputeAttribute {
  return (resource, attribute, stated) => {
    const made = places.made.get(`${resource.address}.${attribute}`);
    if (made !== undefined) return made;
    const name =
      resource.type === 'aws_s3_bucket'
        ? bucketName(resource.address, stated)
        : String(stated(nameSetting[resource.type] ?? 'name') ?? resource.name);
    const { region, accountId, endpoint } = places;
    const arn = (service: string, rest: string): string =>
      `arn:aws:${service}:${region}:${accountId}:${rest}`;
    switch (`${resource.type} ${attribute}`) {
      case 'aws_dynamodb_table arn':
        return arn('dynamodb', `table/${name}`);
      case 'aws_sqs_queue arn':
        return arn('sqs', name);
      case 'aws_sqs_queue url':
      case 'aws_sqs_queue id':
        return `${endpoint}/${accountId}/${name}`;
      case 'aws_sns_topic arn':
      case 'aws_sns_topic id':
        return arn('sns', name);
      case 'aws_s3_bucket arn':
        return `arn:aws:s3:::${name}`;
      case 'aws_s3_bucket id':
      case 'aws_s3_bucket bucket':
        return name;
      case 'aws_cloudwatch_event_bus arn':
        return arn('events', `event-bus/${name}`);
      case 'aws_cloudwatch_log_group arn':
        return arn('logs', `log-group:${name}`);
      case 'aws_iam_role arn':
        return `arn:aws:iam::${accountId}:role/${name}`;
      case 'aws_iam_role id':
        return name;
      case 'aws_lambda_function arn':
        return arn('lambda', `function:${name}`);
      case 'aws_lambda_alias arn':
        return arn('lambda', `function:${String(stated('function_name'))}:${name}`);
      case 'aws_lambda_function id':
      case 'aws_dynamodb_table id':
      case 'aws_cloudwatch_event_bus id':
        return name;
      default:
        return undefined;
    }
  };
}
