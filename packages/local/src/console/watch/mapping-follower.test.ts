import { expect, test } from '@jest/globals';
import type { StreamRecord } from '@millrace/mapping';
import { ChangeJournal } from './change-journal.js';
import { FlowTally } from './flow-tally.js';
import { FunctionWatch } from './function-watch.js';
import { MappingFollower } from './mapping-follower.js';
import { MappingWatch } from './mapping-watch.js';
import { SecondLog } from './second-log.js';

const record = (sequence: string): StreamRecord => ({
  eventID: sequence,
  eventName: 'REMOVE',
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion: 'us-east-1',
  eventSourceARN: 'arn:aws:dynamodb:us-east-1:000000000000:table/orders/stream/2026',
  dynamodb: {
    ApproximateCreationDateTime: 5,
    Keys: { id: { S: sequence } },
    SequenceNumber: sequence,
    SizeBytes: 10,
    StreamViewType: 'NEW_AND_OLD_IMAGES',
  },
});

test('changes that were written before this process are known in the order of their stream', () => {
  const journal = new ChangeJournal();
  const parts = {
    journal,
    functions: new FunctionWatch(),
    seconds: new SecondLog(0),
    flow: new FlowTally(),
  };
  const names = { mappingUuid: 'uuid', functionName: 'consumer' };
  const follower = new MappingFollower(parts, new MappingWatch(), names);
  const records = ['10', '11', '12'].map(record);
  follower.see({ type: 'records-read', shardId: 's', records, iteratorAge: 0 }, 9_000);
  expect(journal.newestOfEach(40).map(({ sequence }) => sequence)).toEqual(['10', '11', '12']);
});
