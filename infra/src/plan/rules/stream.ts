import { type Finding, finding, type Rule } from '../finding.js';
import type { ResourceChange } from '../plan-file.js';
import { isOn, isUpdate, text } from '../values.js';

/** A table's stream switched off, or cycled by a new view type. */
export const streamRule: Rule = (change) => {
  if (change.type !== 'aws_dynamodb_table' || !isUpdate(change)) return [];
  const { before, after } = change;
  if (!isOn(before, 'stream_enabled')) return [];
  if (!isOn(after, 'stream_enabled')) return [streamOff(change)];
  const [oldView, newView] = [text(before, 'stream_view_type'), text(after, 'stream_view_type')];
  return oldView === newView ? [] : [viewChanged(change, oldView, newView)];
};

function streamOff(change: ResourceChange): Finding {
  return finding(
    change,
    'loss',
    'stream-off',
    'The stream is switched off: changes from then on are recorded nowhere, and what consumers have ' +
      'not read yet can only be read for 24 hours more, by a mapping that Terraform does not keep.',
    'Leave the stream on and remove the consumers first; once their iterator age is 0, switch it off in a second plan.',
  );
}

function viewChanged(change: ResourceChange, oldView: string, newView: string): Finding {
  return finding(
    change,
    'loss',
    'stream-view-changed',
    `From ${oldView} to ${newView}: DynamoDB cannot change a view in place, so the stream is switched off and on. ` +
      'It gets a new ARN; changes made in between are in neither stream, and unread ones stay behind in the old one.',
    'Stop the writers, wait until the iterator age is 0, apply, and start them again; ' +
      'or make a second table with the new view and move the writers.',
  );
}
