import { isMonth, type Month } from './dates';

/** What the address of the page holds; left out means the viewer and the present month. */
export interface AbsenceSearch {
  user?: string;
  month?: Month;
  team?: true;
  /** People stand under who leads them. */
  lanes?: true;
  view?: 'table';
}

export function absenceSearch(raw: Record<string, unknown>): AbsenceSearch {
  const { user, month, team, lanes, view } = raw;
  return {
    user: typeof user === 'string' && user ? user : undefined,
    month: typeof month === 'string' && isMonth(month) ? month : undefined,
    team: team === true ? true : undefined,
    lanes: lanes === true ? true : undefined,
    view: view === 'table' ? view : undefined,
  };
}
