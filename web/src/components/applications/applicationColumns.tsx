import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { Application } from '../../services/applications';
import { columnsOf, type Columns } from '../lists/columns';
import classes from '../lists/DataTable.module.css';
import { ApplicationState } from './ApplicationState';

const column = columnsOf<Application>();

/** The columns of applications: how each proves who it is, where codes go, what it may ask for. */
export function applicationColumns(t: TFunction<'console'>): Columns<Application> {
  return [
    column.accessor('name', { id: 'NAME', header: t('applications.one'), cell: ({ row }) => <ApplicationLink application={row.original} />, meta: { track: 'minmax(150px, 1.1fr)' } }),
    column.accessor(({ state }) => t(`applications.state.${state}`), {
      id: 'STATE',
      header: t('lists.column.state'),
      cell: ({ row }) => <ApplicationState application={row.original} />,
      meta: { track: 'minmax(120px, 0.7fr)' },
    }),
    column.accessor(({ authMethod }) => t(`applications.method.${authMethod}`), { id: 'METHOD', header: t('applications.authMethod'), meta: { track: 'minmax(190px, 1.4fr)' } }),
    column.accessor(({ redirectUris }) => redirectUris.join(' '), { id: 'REDIRECTS', header: t('applications.redirects'), meta: { track: 'minmax(180px, 1.6fr)' } }),
    column.accessor(scopesOf, { id: 'SCOPES', header: t('applications.scopes'), meta: { track: 'minmax(150px, 1.2fr)' } }),
  ];
}

export const scopesOf = ({ scopes }: Application): string => ['openid', ...scopes].join(' ');

export function ApplicationLink({ application: { id, name } }: { application: Application }) {
  return (
    <Link to="/applications/$applicationId" params={{ applicationId: id }} className={classes.link}>
      {name}
    </Link>
  );
}
