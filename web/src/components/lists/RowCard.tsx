import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  /** The link of the row. */
  name: ReactNode;
  state?: ReactNode;
  /** At most two lines: cards of a list are equally high. */
  children: ReactNode;
}

/** A row as a card: its name, how it stands, and what else matters at a glance. */
export function RowCard({ name, state, children }: Props) {
  return (
    <>
      <Group justify="space-between" wrap="nowrap" gap="sm" fz="sm">
        <Text component="span" size="sm" truncate>
          {name}
        </Text>
        {state}
      </Group>
      <Text component="div" size="sm" c="dimmed" truncate>
        {children}
      </Text>
    </>
  );
}
