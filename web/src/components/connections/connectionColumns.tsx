import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { firstToEnd, type ConnectionRow } from '../../services/connections';
import type { Formats } from '../../services/format';
import { columnsOf, type Columns } from '../lists/columns';
import classes from '../lists/DataTable.module.css';
import { Status } from '../Status';
import { CertificateEnd } from './CertificateEnd';
import { ConnectionState } from './ConnectionState';
import { kindNames } from './vendors';

const column = columnsOf<ConnectionRow>();

/** The columns of sign-in connections: how each stands at a glance. */
export function connectionColumns(t: TFunction<'console'>, formats: Formats): Columns<ConnectionRow> {
  return [
    column.accessor('name', { id: 'NAME', header: t('connections.name'), cell: ({ row }) => <ConnectionLink connection={row.original} />, meta: { track: 'minmax(140px, 1.1fr)' } }),
    column.accessor(({ kind }) => kindNames[kind], { id: 'PROTOCOL', header: t('connections.new.protocol'), meta: { track: 'minmax(110px, 0.7fr)' } }),
    column.accessor(({ state }) => t(`connections.state.${state}`), {
      id: 'STATE',
      header: t('lists.column.state'),
      cell: ({ row }) => <ConnectionState connection={row.original} />,
      meta: { track: 'minmax(120px, 1fr)' },
    }),
    column.accessor((connection) => provenOf(connection).join(', '), { id: 'DOMAINS', header: t('connections.tab.domains'), cell: (info) => info.getValue() || '–', meta: { track: 'minmax(130px, 1.1fr)' } }),
    column.accessor(({ lastSignInAt }) => lastSignInAt ?? '', {
      id: 'LAST',
      header: t('connections.column.last'),
      cell: ({ row: { original } }) => (original.lastSignInAt ? formats.instant(original.lastSignInAt) : t('connections.column.never')),
      meta: { track: 'minmax(150px, 1fr)' },
    }),
    column.accessor(({ certificates }) => firstToEnd(certificates)?.notAfter ?? '', {
      id: 'CERTIFICATE',
      header: t('connections.column.certificate'),
      cell: ({ row: { original } }) => (original.certificates.length > 0 ? <CertificateEnd certificates={original.certificates} /> : '–'),
      meta: { track: 'minmax(150px, 1.2fr)' },
    }),
    column.accessor((connection) => attention(connection, t), {
      id: 'ATTENTION',
      header: t('lists.column.attention'),
      cell: (info) => (info.getValue() ? <Status tone="warn">{info.getValue()}</Status> : '–'),
      meta: { track: 'minmax(120px, 1.1fr)' },
    }),
  ];
}

/** The proven domains that lead to a connection. */
export const provenOf = ({ domains }: ConnectionRow): string[] => domains.filter(({ verifiedAt }) => verifiedAt).map(({ name }) => name);

/** What somebody should look at. */
export const attention = ({ pendingReason, metadataError }: ConnectionRow, t: TFunction<'console'>): string =>
  [pendingReason && t('connections.pending.short'), metadataError && t('connections.metadataFailed')].filter(Boolean).join(' · ');

export const ConnectionLink = ({ connection: { id, name } }: { connection: ConnectionRow }) => (
  <Link to="/connections/$connectionId" params={{ connectionId: id }} className={classes.link}>
    {name}
  </Link>
);
