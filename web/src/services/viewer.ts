import type { Client } from 'urql';
import { ViewerDocument, type LimitsView, type ViewerQuery } from '../gql/graphql';
import { troubleOf, type Trouble } from './fault';
import type { Person } from './person';
import type { Session } from './session';

/** Who is signed in, and what they may do. */
export interface Viewer {
  id: string;
  name: string;
  email: string;
  tenant: string;
  /** ISO 4217, of all limits. */
  currency: string;
  /** IANA zone whose midnight bounds days of absence. */
  zone: string;
  /** Which limits count (LL-5). */
  limitsView: LimitsView;
  reports: readonly Person[];
  /** Works for the company; a customer's contact sees nothing but themselves. */
  staff: boolean;
  permissions: ReadonlySet<string>;
}

export function viewerOf({ viewer }: ViewerQuery, session: Session): Viewer {
  return {
    id: viewer.user?.id ?? session.user.id,
    name: viewer.user?.name ?? session.user.name,
    email: viewer.user?.email ?? session.user.email,
    tenant: viewer.company.name,
    currency: viewer.company.currency,
    zone: viewer.company.zone,
    limitsView: viewer.company.limitsView,
    reports: viewer.user?.directReports ?? [],
    staff: viewer.user?.kind !== 'CONTACT',
    permissions: new Set(viewer.permissions),
  };
}

export async function readViewer(client: Client, session: Session): Promise<Viewer | { trouble: Trouble }> {
  const { data, error } = await client.query(ViewerDocument, {}).toPromise();
  if (data) return viewerOf(data, session);
  return { trouble: error ? troubleOf(error) : { kind: 'broken' } };
}

export type PageName = 'users' | 'deals' | 'approvals' | 'absence' | 'authority' | 'queues' | 'directories';

/** Whether a page is offered to this person; the server decides about what is on it. */
export function mayOpen({ staff, permissions }: Viewer, page: PageName): boolean {
  if (page === 'users' || page === 'absence') return staff;
  if (page === 'directories') return staff && permissions.has('directory.manage');
  if (page === 'queues') return permissions.has('pipeline.all');
  if (page === 'authority') return permissions.has('report.view') || permissions.has('deal.view');
  return permissions.has('deal.view');
}

/** The first page: people for those who look after them, else deals. */
export function homeOf(viewer: Viewer): '/users' | '/deals' {
  if (viewer.permissions.has('user.manage')) return '/users';
  return mayOpen(viewer, 'deals') ? '/deals' : '/users';
}
