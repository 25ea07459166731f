import { expect, test } from 'vitest';
import { calendarRows } from './calendar';
import { plainLanes, teamLanes } from './lanes';

const stay = (name: string, lead: string | null) => ({
  ...{ id: name, startDate: '2026-03-09', endDate: '2026-03-13', user: { id: name, name } },
  lead: lead ? { id: lead, name: lead } : null,
});
const rows = calendarRows([stay('Bob', 'Zoe'), stay('Ann', null), stay('Cat', 'Amy'), stay('Dee', 'Zoe')], '2026-03');

test('teams stand by the name of who leads them, and who has no lead stands last', () => {
  const told = teamLanes(rows, ({ lead }) => lead).map((lane) => (lane.kind === 'team' ? `${lane.lead?.name ?? '-'} ${lane.people}` : lane.row.user.name));
  expect(told).toEqual(['Amy 1', 'Cat', 'Zoe 2', 'Bob', 'Dee', '- 1', 'Ann']);
});

test('without teams there are people alone', () => {
  expect(plainLanes(rows).map((lane) => lane.kind)).toEqual(['person', 'person', 'person', 'person']);
});
