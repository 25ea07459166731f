import { expect, test } from 'vitest';
import { calendarRows, type Stay } from './calendar';

const stay = (name: string, startDate: string, endDate: string): Stay => ({
  ...{ startDate, endDate },
  id: `${name} ${startDate}`,
  user: { id: name, name },
});

const stays = [
  stay('Bob', '2026-03-09', '2026-03-13'),
  stay('Ann', '2026-02-20', '2026-03-02'),
  stay('Ann', '2026-03-30', '2026-04-05'),
  stay('Cat', '2026-04-01', '2026-04-02'),
  stay('Dee', '2026-03-09', '2026-03-09'),
];

test('a month has a row for each person who is away, cut where the month ends', () => {
  const rows = calendarRows(stays, '2026-03');
  expect(rows.map(({ user }) => user.name)).toEqual(['Ann', 'Bob', 'Dee']);
  expect(rows[0]!.spans).toMatchObject([
    { first: 1, last: 2, before: true, after: false },
    { first: 30, last: 31, before: false, after: true },
  ]);
  expect(rows[2]!.spans).toMatchObject([{ first: 9, last: 9, before: false, after: false }]);
});

test('nobody away is an empty month', () => {
  expect(calendarRows(stays, '2027-01')).toEqual([]);
});
