import { useSignal } from '@preact/signals';
import { ChoiceField, TextField } from '../ui/fields.js';
import { commands, type Place } from './commands.js';
import { Control } from './control.js';

const statuses = ['PAID', 'SHIPPED', 'DELIVERED', 'CANCELLED', 'PLACED'] as const;

interface OrdersControlProps {
  readonly place: Place;
  readonly table: string;
}

export function WriteOrder({ place, table }: OrdersControlProps) {
  const orderId = useSignal('order-by-hand');
  const customerId = useSignal('customer-1');
  const at = new Date().toISOString();
  return (
    <Control
      title="Write an order"
      shows="A new item is an INSERT; writing it again is a MODIFY."
      choices={[
        {
          label: 'Write it',
          main: true,
          action: {
            type: 'write-order',
            orderId: orderId.value,
            customerId: customerId.value,
          },
        },
      ]}
      command={commands.writeOrder(place, table, orderId.value, customerId.value, at)}
    >
      <TextField
        label="Order"
        value={orderId.value}
        onChange={(value) => (orderId.value = value)}
      />
      <TextField
        label="Customer"
        value={customerId.value}
        onChange={(value) => (customerId.value = value)}
      />
    </Control>
  );
}

export function ChangeOrder({ place, table }: OrdersControlProps) {
  const orderId = useSignal('order-by-hand');
  const status = useSignal<string>(statuses[0]);
  const at = new Date().toISOString();
  return (
    <Control
      title="Change an order"
      shows="A MODIFY with both images, if the status is a new one."
      choices={[
        {
          label: 'Change it',
          main: true,
          action: { type: 'change-order', orderId: orderId.value, status: status.value },
        },
      ]}
      command={commands.changeOrder(place, table, orderId.value, status.value, at)}
    >
      <TextField
        label="Order"
        value={orderId.value}
        onChange={(value) => (orderId.value = value)}
      />
      <ChoiceField
        label="New status"
        value={status.value}
        options={statuses.map((value) => ({ value, title: value }))}
        onChange={(value) => (status.value = value)}
      />
    </Control>
  );
}

export function DeleteOrder({ place, table }: OrdersControlProps) {
  const orderId = useSignal('order-by-hand');
  return (
    <Control
      title="Delete an order"
      shows="A REMOVE with the old image. Deleting what is not there leaves no record."
      choices={[
        {
          label: 'Delete it',
          main: true,
          action: { type: 'delete-order', orderId: orderId.value },
        },
      ]}
      command={commands.deleteOrder(place, table, orderId.value)}
    >
      <TextField
        label="Order"
        value={orderId.value}
        onChange={(value) => (orderId.value = value)}
      />
    </Control>
  );
}
