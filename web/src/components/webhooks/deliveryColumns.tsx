import { UnstyledButton } from '@mantine/core';
import type { TFunction } from 'i18next';
import type { Formats } from '../../services/format';
import type { Names } from '../../services/names';
import type { Delivery } from '../../services/webhooks';
import { columnsOf, type Columns } from '../lists/columns';
import classes from '../lists/DataTable.module.css';
import { DeliveryStateText } from './DeliveryStateText';

const column = columnsOf<Delivery>();

interface Words {
  t: TFunction<'console'>;
  formats: Formats;
  names: Names;
}

/** The columns of deliveries, which are always newest first: what was sent, whether it got through, what came back. */
export function deliveryColumns({ t, formats, names }: Words, told: boolean, onOpen: (id: string) => void): Columns<Delivery> {
  const still = { enableSorting: false };
  return [
    column.accessor(({ action }) => names.action(action), {
      ...{ id: 'EVENT', header: t('webhooks.column.event'), ...still },
      cell: ({ row: { original } }) => <DeliveryButton delivery={original} names={names} onOpen={onOpen} />,
      meta: { track: 'minmax(150px, 1.3fr)' },
    }),
    column.accessor(({ state }) => t(`webhooks.show.${state}`), {
      ...{ id: 'STATE', header: t('webhooks.stands'), ...still },
      cell: ({ row: { original } }) => <DeliveryStateText delivery={original} told={told} />,
      meta: { track: 'minmax(120px, 0.8fr)' },
    }),
    column.accessor((delivery) => answerOf(delivery, told, t, formats), { ...{ id: 'ANSWER', header: t('webhooks.answer'), ...still }, meta: { track: 'minmax(140px, 1.6fr)' } }),
    column.accessor('attempts', { ...{ id: 'TRIES', header: t('webhooks.attempts'), ...still }, cell: (info) => formats.number(info.getValue()), meta: { track: 'minmax(70px, 0.4fr)', align: 'end' } }),
    column.accessor('createdAt', { ...{ id: 'AT', header: t('webhooks.queuedAt'), ...still }, cell: (info) => formats.moment(info.getValue()), meta: { track: 'minmax(205px, 1fr)' } }),
  ];
}

/** What came back, in a line, and when it is tried again. */
export function answerOf({ state, status, error, attempts, nextAttemptAt }: Delivery, told: boolean, t: TFunction<'console'>, { moment }: Formats): string {
  if (attempts === 0) return '';
  const came = status > 0 ? t('webhooks.answered', { status }) : error;
  return state === 'QUEUED' && told ? `${came} · ${t('webhooks.nextTry', { instant: moment(nextAttemptAt) })}` : came;
}

interface ButtonProps {
  delivery: Delivery;
  names: Names;
  onOpen(id: string): void;
}

/** A delivery is opened beside the list, under the same address. */
export const DeliveryButton = ({ delivery: { id, action }, names, onOpen }: ButtonProps) => (
  <UnstyledButton className={classes.link} fz="sm" onClick={() => onOpen(id)}>
    {names.action(action)}
  </UnstyledButton>
);
