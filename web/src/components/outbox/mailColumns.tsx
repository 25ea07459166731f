import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { Formats } from '../../services/format';
import type { Mail } from '../../services/mails';
import type { Names } from '../../services/names';
import { columnsOf, type Columns } from '../lists/columns';
import classes from '../lists/DataTable.module.css';
import { MailStateText } from './MailStateText';

const column = columnsOf<Mail>();

/** The columns of the outbox, which comes newest first. */
export function mailColumns(t: TFunction<'console'>, formats: Formats, names: Names): Columns<Mail> {
  return [
    column.accessor('subject', {
      id: 'SUBJECT',
      header: t('outbox.subject'),
      cell: ({ row }) => (
        <Link to="/outbox/$mailId" params={{ mailId: row.original.id }} search className={classes.link}>
          {row.original.subject}
        </Link>
      ),
      meta: { track: 'minmax(180px, 2fr)' },
    }),
    column.accessor((mail) => mail.recipient?.name ?? '', { id: 'TO', header: t('outbox.to'), cell: (info) => info.getValue() || '–', meta: { track: 'minmax(110px, 1fr)' } }),
    column.accessor('address', { id: 'ADDRESS', header: t('outbox.address'), meta: { track: 'minmax(150px, 1.3fr)' } }),
    column.accessor((mail) => mail.types.map((type) => names.noticeType(type)).join(', '), { id: 'TYPES', header: t('outbox.about'), meta: { track: 'minmax(150px, 1.4fr)' } }),
    column.accessor((mail) => t(`outbox.state.${mail.state}`), {
      id: 'STATE',
      header: t('outbox.is'),
      cell: ({ row }) => <MailStateText mail={row.original} />,
      meta: { track: 'minmax(110px, 0.7fr)' },
    }),
    column.accessor('createdAt', { id: 'AT', header: t('outbox.writtenAt'), cell: (info) => formats.instant(info.getValue()), meta: { track: 'minmax(170px, 1fr)', text: formats.instant } }),
  ];
}
