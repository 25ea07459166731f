import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { Formats } from '../../services/format';
import type { Names } from '../../services/names';
import type { Webhook } from '../../services/webhooks';
import { columnsOf, type Columns } from '../lists/columns';
import classes from '../lists/DataTable.module.css';
import { WebhookStateText } from './WebhookStateText';

const column = columnsOf<Webhook>();
const shownEvents = 3;

/** The columns of webhooks: who is told of what, and whether it gets through. */
export function webhookColumns(t: TFunction<'console'>, formats: Formats, names: Names): Columns<Webhook> {
  return [
    column.accessor('name', { id: 'NAME', header: t('webhooks.name'), cell: ({ row }) => <WebhookLink webhook={row.original} />, meta: { track: 'minmax(150px, 1fr)' } }),
    column.accessor('url', { id: 'URL', header: t('webhooks.url'), meta: { track: 'minmax(200px, 1.6fr)' } }),
    column.accessor((webhook) => eventsOf(webhook, t, names), {
      id: 'EVENTS',
      header: t('webhooks.events'),
      cell: ({ row: { original } }) => told(original, t, names),
      meta: { track: 'minmax(180px, 1.6fr)' },
    }),
    column.accessor((webhook) => t(`webhooks.state.${webhook.state}`), {
      id: 'STATE',
      header: t('webhooks.stands'),
      cell: ({ row }) => <WebhookStateText webhook={row.original} />,
      meta: { track: 'minmax(130px, 0.7fr)' },
    }),
    column.accessor('waiting', { id: 'WAITING', header: t('webhooks.column.waiting'), cell: (info) => formats.number(info.getValue()), meta: { track: 'minmax(80px, 0.5fr)', align: 'end' } }),
    column.accessor((webhook) => webhook.failingSince ?? '', {
      id: 'SINCE',
      header: t('webhooks.column.since'),
      cell: ({ row: { original } }) => (original.failingSince ? formats.instant(original.failingSince) : '–'),
      meta: { track: 'minmax(150px, 0.9fr)' },
    }),
  ];
}

/** The events that a webhook is told of. */
const eventsOf = ({ events }: Webhook, t: TFunction<'console'>, names: Names): string => events.map((event) => names.action(event)).join(', ') || t('webhooks.allEvents');

/** The first events that a webhook is told of, and how many more. */
export function told(webhook: Webhook, t: TFunction<'console'>, names: Names): string {
  const { events } = webhook;
  const first = eventsOf({ ...webhook, events: events.slice(0, shownEvents) }, t, names);
  return events.length > shownEvents ? `${first} ${t('webhooks.moreEvents', { count: events.length - shownEvents })}` : first;
}

export const WebhookLink = ({ webhook: { id, name } }: { webhook: Webhook }) => (
  <Link to="/webhooks/$webhookId" params={{ webhookId: id }} className={classes.link}>
    {name}
  </Link>
);
