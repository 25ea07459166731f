import { useQuery } from 'urql';
import { useEffect } from 'react';
import {
  AbsencesDocument,
  LeaveDocument,
  type AbsenceLineFragment,
  type AbsencesQuery,
  type LeaveOfPersonFragment,
  type OutOfOfficeEndReason,
  type OutOfOfficeState,
  type OutOfOfficeWhere,
} from '../gql/graphql';
import { canOf, type Can } from './ability';
import { addDays, addMonths, type LocalDate, type Month } from './dates';
import { useLoaded, type Loaded } from './loaded';
import { usePages, type Page, type Pages } from './pages';
import { personOf, type Person } from './person';

export * from './absenceSearch';

/** A period in which somebody is away (section 11). */
export interface Absence {
  id: string;
  version: number;
  user: Person;
  /** Who leads the person, where the list asked for it. */
  lead: Person | null;
  delegate: Person | null;
  startDate: LocalDate;
  endDate: LocalDate;
  startsAt: string;
  endsAt: string;
  state: OutOfOfficeState;
  endReason: OutOfOfficeEndReason | null;
}

/** Somebody's leave: the one that is planned or goes on, and what the viewer may do about it. */
export interface Leave {
  id: string;
  name: string;
  active: boolean;
  absent: boolean;
  absence: Absence | null;
  can: Can<'outOfOffice'>;
}

export function absenceOf(wire: AbsenceLineFragment, lead: Person | null = null): Absence {
  const { id, version, user, delegate, startDate, endDate, startsAt, endsAt, state, endReason } = wire;
  return {
    ...{ id, version, startDate, endDate, startsAt, endsAt, state },
    user: personOf(user) ?? { id: '', name: '' },
    lead,
    delegate: personOf(delegate),
    endReason: endReason ?? null,
  };
}

export function leaveOf({ id, name, active, absent, outOfOffice, viewerCan }: LeaveOfPersonFragment): Leave {
  return { ...{ id, name, active, absent }, absence: outOfOffice ? absenceOf(outOfOffice) : null, can: canOf(viewerCan) };
}

const pageOf = ({ outOfOffice }: AbsencesQuery): Page<Absence> => ({
  rows: outOfOffice.nodes.map((node) => absenceOf(node, personOf(node.user?.manager))),
  endCursor: outOfOffice.pageInfo.endCursor ?? null,
  hasNextPage: outOfOffice.pageInfo.hasNextPage,
});

/** As many as a calendar can show; further ones are told to be missing. */
const most = 500;

/** Who is away in a month: everybody, or the direct reports of a person. */
export function useAbsences(month: Month, managerId: string | null): Pages<Absence> {
  const range = { from: `${month}-01`, to: addDays(`${addMonths(month, 1)}-01`, -1) };
  const where: OutOfOfficeWhere = managerId ? { managerId } : {};
  const pages = usePages(AbsencesDocument, { first: 100, range, where }, pageOf);
  const { hasMore, loading, more, rows } = pages;
  useEffect(() => {
    if (hasMore && !loading && rows.length < most) more();
  }, [hasMore, loading, more, rows.length]);
  return pages;
}

/** The leave of one person; in trouble `absent` when there is nobody that the viewer may see. */
export function useLeave(userId: string): Loaded<Leave> {
  const [{ data, error, fetching }, again] = useQuery({ query: LeaveDocument, variables: { userId }, requestPolicy: 'cache-and-network' });
  const present = data?.user?.id === userId ? data.user : null;
  return useLoaded({
    key: userId,
    thing: present ? leaveOf(present) : null,
    ...{ error, answered: !fetching && data !== undefined },
    retry: () => again({ requestPolicy: 'network-only' }),
  });
}
