import { validationException } from '../aws-error.js';
import type { Settings } from '../table-settings.js';
import type { Operation } from './operation.js';
import { TABLE_NAME } from './table-name.js';

const CHANGE_MS = 60 * 60 * 1000;
const TYPES = {
  ...TABLE_NAME,
  TimeToLiveSpecification: {
    type: 'FieldStruct<TimeToLiveSpecification>',
    notNull: true,
    children: {
      Enabled: { type: 'Boolean', notNull: true },
      AttributeName: {
        type: 'String',
        notNull: true,
        lengthGreaterThanOrEqual: 1,
        lengthLessThanOrEqual: 255,
      },
    },
  },
};

/**
 * UpdateTimeToLive, once an hour for each table as in DynamoDB. What is expired already goes at the
 * next round of housekeeping.
 */
export const updateTimeToLive: Operation = async ({ engine, writer, clock }, body) => {
  const data = engine.check(body, TYPES);
  const table = engine.usableTable(String(data['TableName']));
  const specification = data['TimeToLiveSpecification'] as {
    readonly Enabled: boolean;
    readonly AttributeName: string;
  };
  const { Enabled: enabled, AttributeName: attribute } = specification;
  await writer.changeSettings(table.TableName, (settings) => {
    const changed = enabled ? turnOn(settings, attribute) : turnOff(settings, attribute);
    checkInterval(settings, clock.now());
    return { ...changed, timeToLiveChangedAt: clock.now() };
  });
  return { TimeToLiveSpecification: { Enabled: enabled, AttributeName: attribute } };
};

/** DescribeTimeToLive. */
export const describeTimeToLive: Operation = async ({ engine, writer, settings }, body) => {
  const data = engine.validate('DescribeTimeToLive', body);
  const answer = await engine.run('DescribeTimeToLive', data, writer);
  const { timeToLiveAttribute } = settings.get(String(data['TableName']));
  if (timeToLiveAttribute === undefined) return answer;
  return {
    TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLiveAttribute },
  };
};

/** DynamoDB takes up to an hour to process a change, and no other one of the table meanwhile. */
function checkInterval({ timeToLiveChangedAt: changedAt }: Settings, now: number): void {
  if (changedAt === undefined || now - changedAt >= CHANGE_MS) return;
  throw validationException(
    'Time to live has been modified multiple times within a fixed interval',
  );
}

function turnOn(now: Settings, attribute: string): Settings {
  if (now.timeToLiveAttribute === attribute) {
    throw validationException('TimeToLive is already enabled');
  }
  if (now.timeToLiveAttribute !== undefined) {
    throw validationException(
      `TimeToLive is active on a different AttributeName: current AttributeName is ${now.timeToLiveAttribute}`,
    );
  }
  return { ...now, timeToLiveAttribute: attribute };
}

function turnOff({ timeToLiveAttribute, ...rest }: Settings, attribute: string): Settings {
  if (timeToLiveAttribute === undefined) {
    throw validationException('TimeToLive is already disabled');
  }
  if (timeToLiveAttribute === attribute) return rest;
  throw validationException(
    `TimeToLive is active on a different AttributeName: current AttributeName is ${timeToLiveAttribute}`,
  );
}
